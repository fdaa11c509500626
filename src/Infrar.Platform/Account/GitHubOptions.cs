namespace Infrar.Platform.Account;

/// <summary>Section <c>Account:GitHub</c>: an OAuth app at GitHub, whose callback is <c>{PublicUrl}/api/v1/github/callback</c>.</summary>
public sealed class GitHubOptions
{
    /// <summary>GitHub itself; another one is a GitHub Enterprise Server.</summary>
    public const string Public = "https://github.com";

    /// <summary>The app's client id; without it nobody signs in with GitHub.</summary>
    public string? ClientId { get; set; }

    /// <summary>The app's client secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The file whose first line is the client secret, in its place.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Where GitHub is.</summary>
    public string BaseUrl { get; set; } = Public;

    /// <summary>Whether people can sign in with GitHub.</summary>
    internal bool IsOn => ClientId is not null;

    /// <summary>Where its API is.</summary>
    internal string ApiUrl =>
        BaseUrl.TrimEnd('/') is Public ? "https://api.github.com" : $"{BaseUrl.TrimEnd('/')}/api/v3";

    internal string Secret => ClientSecret ?? File.ReadLines(ClientSecretFile!).FirstOrDefault("").Trim();

    internal IEnumerable<string> Faults()
    {
        if (!IsOn)
        {
            yield break;
        }

        if (ClientSecret is null == ClientSecretFile is null)
        {
            yield return "Account:GitHub has a ClientId; state ClientSecretFile, or ClientSecret, with it.";
        }

        if (ClientSecretFile is not null && !File.Exists(ClientSecretFile))
        {
            yield return $"Account:GitHub:ClientSecretFile names '{ClientSecretFile}', which is not there.";
        }

        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return $"Account:GitHub:BaseUrl is '{BaseUrl}'; state an address such as {Public}.";
        }
    }
}
