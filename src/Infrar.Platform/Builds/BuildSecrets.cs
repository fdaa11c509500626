using System.Collections.Immutable;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Builds;

/// <summary>Values that steps of builds may read as files under <c>/run/secrets</c>, and that no layer keeps; they lie in the vault.</summary>
internal sealed class BuildSecrets(ISecretVault vault)
{
    /// <summary>Most characters of a value.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>Most secrets of a project.</summary>
    public const int Most = 50;

    private const string Prefix = "build-secret.";

    /// <summary>Whether a text can be the name of one: what <c>--mount=type=secret,id=…</c> states.</summary>
    public static bool IsName(string text) =>
        text is [>= 'a' and <= 'z' or >= '0' and <= '9', ..]
        && text.Length <= 40
        && SecretPath.IsSegment($"{Prefix}{text}");

    /// <summary>Sets one.</summary>
    public Task SetAsync(Id<Project> project, string name, Secret value, CancellationToken cancellationToken) =>
        vault.PutAsync(PathOf(project, name), value, cancellationToken);

    /// <summary>Removes one.</summary>
    /// <returns>False where there was none.</returns>
    public Task<bool> RemoveAsync(Id<Project> project, string name, CancellationToken cancellationToken) =>
        vault.DeleteAsync(PathOf(project, name), cancellationToken);

    /// <summary>Their names, in order.</summary>
    public async Task<ImmutableArray<string>> NamesAsync(Id<Project> project, CancellationToken cancellationToken) =>
        [
            .. (await vault.ListAsync($"users/{project}", cancellationToken))
                .Where(p => p.Name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(p => p.Name[Prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>All of them.</summary>
    public async Task<ImmutableSortedDictionary<string, Secret>> ReadAsync(
        Id<Project> project,
        CancellationToken cancellationToken
    )
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, Secret>(StringComparer.Ordinal);
        foreach (var name in await NamesAsync(project, cancellationToken))
        {
            if (await vault.FindAsync(PathOf(project, name), cancellationToken) is { } value)
            {
                read[name] = value;
            }
        }

        return read.ToImmutable();
    }

    private static SecretPath PathOf(Id<Project> project, string name) =>
        SecretPath.OfProject(project.Value, $"{Prefix}{name}");
}
