using System.Text;

namespace Infrar.Platform.State;

/// <summary>Marks an endpoint that OpenTofu and Terraform speak to: it takes Basic authorization, and runs' tokens.</summary>
internal sealed class SpeaksBackend;

/// <summary>How the clients of the <c>http</c> backend say who they are.</summary>
internal static class BackendAccess
{
    /// <summary>What the challenge of such an endpoint says.</summary>
    public const string Challenge = "Basic realm=\"Infrar\", charset=\"UTF-8\"";

    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    /// <summary>Lets OpenTofu and Terraform speak to an endpoint.</summary>
    public static TBuilder ForBackends<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new SpeaksBackend());

    /// <summary>The password of a Basic header as a bearer token, whatever the user is called; any other header as it is.</summary>
    public static string AsBearer(string header)
    {
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return header;
        }

        var encoded = header[Basic.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var count))
        {
            return "";
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : Bearer + pair[(colon + 1)..];
    }

    /// <summary>The run's token in a bearer header; null when it holds something else.</summary>
    public static string? RunToken(string header) =>
        header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header[Bearer.Length..].Trim() is { Length: <= 256 } token
        && RunTokens.Is(token)
            ? token
            : null;
}
