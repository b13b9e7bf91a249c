using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Drayage.Listening.Telemetry;

/// <summary>Traces of what the listener does.</summary>
internal static class Tracing
{
    private const string Name = "Drayage.Listening";

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Sends traces by OTLP over HTTP until disposed; null where none are wanted.</summary>
    /// <param name="endpoint">What OTEL_EXPORTER_OTLP_ENDPOINT says.</param>
    public static TracerProvider? Start(Uri? endpoint) => endpoint is null
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("drayage-listen"))
            .AddSource(Name)
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                // An address set in code is taken as it is; the variable's is the base of all signals.
                exporter.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/v1/traces");
            })
            .Build();
}
