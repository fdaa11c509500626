using System.Globalization;

namespace Infrar.Platform.Runs.Isolation;

/// <summary>Where engines may connect to; section <c>Executor:Network</c>.</summary>
internal sealed class ExecutorNetworkOptions
{
    /// <summary>Hosts such as <c>*.amazonaws.com</c> or <c>example.com:8443</c>, port 443 when left out; every public one at 443 when empty, none with <c>none</c>.</summary>
    public List<string>? Allow { get; set; }

    /// <summary>The hosts, read.</summary>
    internal IReadOnlyList<AllowedHost> Hosts =>
        Allow is null or { Count: 0 } ? [AllowedHost.Any] : [.. Allow.Select(AllowedHost.Parse).OfType<AllowedHost>()];
}

/// <summary>A host, or all hosts under a name, at a port.</summary>
/// <param name="Name"><c>example.com</c>, <c>*.example.com</c>, or <c>*</c> for all.</param>
/// <param name="Port">The port.</param>
internal sealed record AllowedHost(string Name, int Port)
{
    private const int Https = 443;

    /// <summary>Every host at port 443.</summary>
    public static AllowedHost Any { get; } = new("*", Https);

    /// <summary>Reads one; null when it is none.</summary>
    public static AllowedHost? Parse(string text)
    {
        var at = text.LastIndexOf(':');
        var port = Https;
        if (
            at >= 0
            && !(int.TryParse(text[(at + 1)..], CultureInfo.InvariantCulture, out port) && port is > 0 and < 65_536)
        )
        {
            return null;
        }

        var name = at < 0 ? text : text[..at];
        var plain = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        return
            name is "*"
            || (
                plain.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(plain) is not UriHostNameType.Unknown
            )
            ? new(name, port)
            : null;
    }

    /// <summary>Whether it is the host, at the port.</summary>
    public bool Holds(string host, int port) =>
        port == Port
        && (
            Name is "*"
            || (
                Name.StartsWith("*.", StringComparison.Ordinal)
                    ? host.EndsWith(Name[1..], StringComparison.OrdinalIgnoreCase)
                    : host.Equals(Name, StringComparison.OrdinalIgnoreCase)
            )
        );
}
