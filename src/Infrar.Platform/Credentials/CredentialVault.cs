using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infrar.Core.Credentials;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;
using Infrar.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Credentials;

/// <summary>The values of credentials in the vault.</summary>
/// <remarks>
/// Values are never overwritten: each storing takes a name of its own, which counts once a row in the database says so. What no row
/// names is what a storing or deleting left that did not come to its end; nothing reads it, and <see cref="SweepAsync"/> erases it.
/// </remarks>
internal sealed partial class CredentialVault(
    ISecretVault vault,
    PlatformContext records,
    TimeProvider time,
    ILogger<CredentialVault> log
)
{
    private const string FingerprintKey = "fingerprint-key";

    /// <summary>For how long values may lie there without a row: longer than any request runs.</summary>
    public static readonly TimeSpan Leftover = TimeSpan.FromHours(1);

    /// <summary>Puts values where nothing reads them yet.</summary>
    public async Task<SealedValues> PutAsync(
        Id<Project> project,
        string name,
        CredentialKind kind,
        ImmutableSortedDictionary<string, string> values,
        CancellationToken cancellationToken
    )
    {
        var json = JsonSerializer.Serialize(values);
        var key = await KeyAsync(project, cancellationToken);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind.Name}\n{json}"));
        var secret = CredentialName.NewSecret(name, time);
        await CountAsync(
            "put",
            async () =>
            {
                await vault.PutAsync(SecretPath.OfProject(project.Value, secret), new(json), cancellationToken);
                return true;
            }
        );
        return new(kind.Name, Convert.ToHexStringLower(hash.AsSpan(0, 8)), secret);
    }

    /// <summary>The values of a credential by field; null where the vault has none.</summary>
    public async Task<ImmutableSortedDictionary<string, Secret>?> FindAsync(
        Credential credential,
        CancellationToken cancellationToken
    )
    {
        var path = SecretPath.OfProject(credential.ProjectId.Value, credential.SecretName);
        if (await CountAsync("use", () => vault.FindAsync(path, cancellationToken)) is not { } secret)
        {
            return null;
        }

        return JsonSerializer
            .Deserialize<Dictionary<string, string>>(secret.Reveal())!
            .ToImmutableSortedDictionary(v => v.Key, v => new Secret(v.Value), StringComparer.Ordinal);
    }

    /// <summary>Erases values that no row names any more, and older leftovers; what fails is left to the next time.</summary>
    /// <param name="project">Whose.</param>
    /// <param name="replaced">A name that a row had until now; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SweepAsync(Id<Project> project, string? replaced, CancellationToken cancellationToken)
    {
        try
        {
            var before = time.GetUtcNow() - Leftover;
            // Listed first: what a row names only after that is too new to be swept.
            var there = await vault.ListAsync($"users/{project}", cancellationToken);
            var named = await records
                .Set<Credential>()
                .Where(c => c.ProjectId == project)
                .Select(c => c.SecretName)
                .ToListAsync(cancellationToken);
            foreach (var path in there.Where(p => !named.Contains(p.Name)))
            {
                if (path.Name == replaced || CredentialName.IsSecretFrom(path.Name, before))
                {
                    await vault.DeleteAsync(path, cancellationToken);
                }
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotSwept(log, fault, project.Value);
        }
    }

    /// <summary>Erases all that the vault keeps for a project that is gone.</summary>
    public async Task EraseAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        foreach (var path in await vault.ListAsync($"users/{project}", cancellationToken))
        {
            await vault.DeleteAsync(path, cancellationToken);
        }
    }

    private static async Task<T> CountAsync<T>(string operation, Func<Task<T>> use)
    {
        try
        {
            var answer = await use();
            PlatformMeter.Vault(operation, answer is null ? "missing" : "done");
            return answer;
        }
        catch
        {
            PlatformMeter.Vault(operation, "failed");
            throw;
        }
    }

    // Random for each project, so that equal values in two projects have different fingerprints.
    private async Task<byte[]> KeyAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var path = SecretPath.OfProject(project.Value, FingerprintKey);
        if (await vault.FindAsync(path, cancellationToken) is not { } key)
        {
            await vault.TryAddAsync(
                path,
                new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
                cancellationToken
            );
            key =
                await vault.FindAsync(path, cancellationToken)
                ?? throw new InvalidOperationException("The vault lost a key that it had just acknowledged.");
        }

        return Convert.FromBase64String(key.Reveal());
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Values of credentials of {Project} that nothing names any more could not be erased"
        )]
        public static partial void NotSwept(ILogger log, Exception fault, string project);
    }
}
