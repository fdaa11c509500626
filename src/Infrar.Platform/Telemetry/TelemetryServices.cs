using Infrar.Platform.Access;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quartz.Diagnostics;

namespace Infrar.Platform.Telemetry;

/// <summary>Metrics at <c>/metrics</c>, and traces and metrics to a collector where the configuration names one.</summary>
internal static class TelemetryServices
{
    /// <summary>Where metrics are read.</summary>
    public const string MetricsPath = "/metrics";

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Telemetry");
        services.AddOptions<TelemetryOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidation>();
        services.AddSingleton<MetricsAccess>();
        services.AddHostedService<QueueWatch>();
        var options = section.Get<TelemetryOptions>() ?? new();
        var isSent = Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out _);
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(
                    "infrar",
                    serviceVersion: ProductVersion.Text,
                    serviceInstanceId: Environment.MachineName
                )
            )
            .WithMetrics(metrics =>
            {
                metrics
                    .AddMeter(PlatformMeter.Name, QuartzInstrumentation.MeterName, "Microsoft.EntityFrameworkCore")
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddNpgsqlInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddPrometheusExporter();
                if (isSent)
                {
                    metrics.AddOtlpExporter(exporter => Send(exporter, options, "v1/metrics"));
                }
            });
        if (isSent)
        {
            telemetry.WithTracing(traces =>
                traces
                    .SetSampler(
                        new ParentBasedSampler(new TraceIdRatioBasedSampler(Math.Clamp(options.SampleRatio, 0, 1)))
                    )
                    .AddSource(QuartzInstrumentation.ActivitySourceName)
                    .AddAspNetCoreInstrumentation(web => web.Filter = http => !IsProbe(http.Request.Path))
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddOtlpExporter(exporter => Send(exporter, options, "v1/traces"))
            );
        }
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(MetricsPath).Allow(AccessRule.Metrics);

    private static bool IsProbe(PathString path) =>
        path.Value?.ToLowerInvariant() is "/health" or "/ready" or MetricsPath;

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        var isHttp = options.OtlpProtocol is OtlpKind.Http;
        var endpoint = options.OtlpEndpoint!.TrimEnd('/');
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new(isHttp ? $"{endpoint}/{path}" : endpoint);
        if (options.OtlpHeadersFile is { } file && File.Exists(file))
        {
            exporter.Headers = File.ReadAllText(file).Trim();
        }
    }
}
