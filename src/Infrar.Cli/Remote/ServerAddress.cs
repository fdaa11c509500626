using System.Diagnostics.CodeAnalysis;

namespace Infrar.Cli.Remote;

/// <summary>Where a platform is reached: scheme, host, port and perhaps a path, without a slash at its end.</summary>
internal sealed record ServerAddress
{
    private ServerAddress(Uri url) => (Url, Text) = (url, url.GetLeftPart(UriPartial.Path).TrimEnd('/'));

    /// <summary>As a URL.</summary>
    public Uri Url { get; }

    /// <summary>As text; the name under which a sign-in is kept.</summary>
    public string Text { get; }

    /// <summary>Whether nobody on the way can read along: TLS, or the same machine.</summary>
    public bool IsPrivate => Url.Scheme is "https" || Url.IsLoopback;

    /// <summary>The whole URL of a path that begins with a slash.</summary>
    public Uri At(string path) => new(Text + path);

    /// <summary>Reads an address; without a scheme it is https, on this machine http.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? address)
    {
        address = null;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (
            !Uri.TryCreate(whole, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.UserInfo is not ""
            || url.Query is not ""
            || url.Fragment is not ""
        )
        {
            return false;
        }

        if (url.IsLoopback && whole != text)
        {
            url = new Uri($"http://{text}");
        }

        address = new ServerAddress(url);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(ServerAddress? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
