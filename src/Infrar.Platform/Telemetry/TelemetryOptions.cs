using Microsoft.Extensions.Options;

namespace Infrar.Platform.Telemetry;

/// <summary>How traces and metrics are sent to a collector.</summary>
public enum OtlpKind
{
    /// <summary>gRPC, mostly at port 4317.</summary>
    Grpc,

    /// <summary>HTTP with Protobuf, mostly at port 4318; paths are added to the endpoint.</summary>
    Http,
}

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>A collector of OpenTelemetry; nothing is sent when left out.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>How to speak to it.</summary>
    public OtlpKind OtlpProtocol { get; set; } = OtlpKind.Grpc;

    /// <summary>A file with headers for it, as <c>name=value</c> with commas between; they may be secret.</summary>
    public string? OtlpHeadersFile { get; set; }

    /// <summary>Which share of the traces is sent, 0 to 1.</summary>
    public double SampleRatio { get; set; } = 1;

    /// <summary>A file whose first line is what a scraper shows as bearer token at <c>/metrics</c>; read anew each time.</summary>
    public string? MetricsTokenFile { get; set; }

    /// <summary>Whether whoever asks from the machine itself may read <c>/metrics</c> without a token.</summary>
    public bool MetricsOnLoopback { get; set; }
}

/// <summary>Says every fault of <see cref="TelemetryOptions"/> at once.</summary>
internal sealed class TelemetryOptionsValidation : IValidateOptions<TelemetryOptions>
{
    /// <summary>The shortest token that is not guessed.</summary>
    public const int ShortestToken = 24;

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var faults = new List<string>();
        if (
            options.OtlpEndpoint is { } endpoint
            && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        )
        {
            faults.Add($"Telemetry:OtlpEndpoint is '{endpoint}'; state an address such as http://collector:4317.");
        }

        if (options.OtlpHeadersFile is { } headers && !File.Exists(headers))
        {
            faults.Add($"Telemetry:OtlpHeadersFile names {headers}, which is not there.");
        }

        if (options.SampleRatio is not (>= 0 and <= 1))
        {
            faults.Add($"Telemetry:SampleRatio is {options.SampleRatio}; state a number from 0 to 1.");
        }

        if (options.MetricsTokenFile is { } file)
        {
            if (!File.Exists(file))
            {
                faults.Add($"Telemetry:MetricsTokenFile names {file}, which is not there.");
            }
            else if ((File.ReadLines(file).FirstOrDefault() ?? "").Trim().Length < ShortestToken)
            {
                faults.Add(
                    $"Telemetry:MetricsTokenFile: the first line of {file} is shorter than {ShortestToken} characters; write a random one, such as of openssl rand -hex 24."
                );
            }
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
