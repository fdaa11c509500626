namespace Infrar.Platform.Credentials;

/// <summary>What a project may call a credential, and what the vault calls its values.</summary>
internal static class CredentialName
{
    /// <summary>Most characters, so that the vault's name is one segment of a path.</summary>
    public const int Longest = 30;

    private const string Ending = "-credentials.";

    /// <summary>Whether it is one: 1 to 30 lower-case letters, digits and hyphens between them.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= Longest
        && text[0] != '-'
        && text[^1] != '-'
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>A new name for the vault, such as <c>aws-credentials.01jdqk…</c>; newer ones sort after older ones.</summary>
    public static string NewSecret(string name, TimeProvider time) =>
        name + Ending + Id<Credential>.New(time).Value[(Credential.Prefix.Length + 1)..];

    /// <summary>Whether the vault's name was made before a time; false for names of anything else.</summary>
    public static bool IsSecretFrom(string secret, DateTimeOffset before) =>
        secret.IndexOf(Ending, StringComparison.Ordinal) is > 0 and var at
        && Id<Credential>.TryParse($"{Credential.Prefix}-{secret[(at + Ending.Length)..]}", null, out var id)
        && id < Id<Credential>.New(new At(before));

    private sealed class At(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
