{{- define "tocsin.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Labels of what is selected; never changed. */}}
{{- define "tocsin.selector" -}}
app.kubernetes.io/name: tocsin
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* tag: of an image that is not the release's own. */}}
{{- define "tocsin.labels" -}}
{{ include "tocsin.selector" . }}
app.kubernetes.io/version: {{ .tag | default .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "tocsin.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "tocsin.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsUser: 10001
runAsGroup: 10001
capabilities:
  drop: [ALL]
{{- end }}

{{- define "tocsin.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* The pod of an API or a worker. root, component, process (its values), image, buildId (may be empty), grace (seconds). */}}
{{- define "tocsin.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "tocsin.labels" . | nindent 4 }}
    {{- with .buildId }}
    tocsin/build: {{ . | quote }}
    {{- end }}
  annotations:
    # New settings are new pods.
    checksum/settings: {{ $root.Values.settings | toJson | sha256sum }}
spec:
  {{- include "tocsin.pullSecrets" $root | nindent 2 }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .grace }}
  securityContext:
    {{- include "tocsin.podSecurity" . | nindent 4 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "tocsin.selector" . | nindent 10 }}
  affinity:
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 50
          podAffinityTerm:
            topologyKey: kubernetes.io/hostname
            labelSelector:
              matchLabels:
                {{- include "tocsin.selector" . | nindent 16 }}
  containers:
    - name: {{ .component }}
      image: {{ .image }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [start, {{ .component }}]
      env:
        - name: PUBLIC_URL
          value: {{ $root.Values.publicUrl | quote }}
        - name: TRUST_PROXY
          value: {{ $root.Values.proxies | quote }}
        - name: TEMPORAL_ADDRESS
          value: {{ $root.Values.temporal.address | quote }}
        - name: TEMPORAL_NAMESPACE
          value: {{ $root.Values.temporal.namespace | quote }}
        - name: NODE_OPTIONS
          value: --max-old-space-size={{ div (mul .process.memoryMiB 3) 4 }}
        {{- with .buildId }}
        - name: TOCSIN_WORKER_BUILD_ID
          value: {{ . | quote }}
        {{- end }}
        {{- range $name, $value := $root.Values.settings }}
        - name: {{ $name }}
          value: {{ $value | toString | quote }}
        {{- end }}
      envFrom:
        - secretRef:
            name: {{ $root.Values.secrets.app }}
      ports:
        {{- if eq .component "api" }}
        - name: http
          containerPort: 3000
        {{- end }}
        - name: operations
          containerPort: 9464
      startupProbe:
        httpGet: { path: /healthz, port: operations }
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: { path: /healthz, port: operations }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /readyz, port: operations }
        periodSeconds: 2
        timeoutSeconds: 3
        failureThreshold: 1
      resources:
        requests:
          cpu: {{ .process.cpu }}
          memory: {{ .process.memoryMiB }}Mi
          ephemeral-storage: 64Mi
        limits:
          memory: {{ .process.memoryMiB }}Mi
          ephemeral-storage: 256Mi
      securityContext:
        {{- include "tocsin.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 128Mi
{{- end }}
