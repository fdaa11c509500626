using System.Collections.Immutable;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Keeps secrets by path. What was acknowledged survives the process; any number of processes may use one.</summary>
internal interface ISecretVault
{
    /// <summary>The secret, or null where there is none.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">What lies there was put by somebody else, or changed.</exception>
    Task<Secret?> FindAsync(SecretPath path, CancellationToken cancellationToken);

    /// <summary>Puts a secret, also in the place of another.</summary>
    Task PutAsync(SecretPath path, Secret secret, CancellationToken cancellationToken);

    /// <summary>Puts a secret where there is none.</summary>
    /// <returns>False where there is one already; that one stays.</returns>
    Task<bool> TryAddAsync(SecretPath path, Secret secret, CancellationToken cancellationToken);

    /// <summary>Erases a secret for good.</summary>
    /// <returns>False where there was none.</returns>
    Task<bool> DeleteAsync(SecretPath path, CancellationToken cancellationToken);

    /// <summary>Every path in a folder at any depth, in ordinal order; in the whole vault for an empty name.</summary>
    Task<ImmutableArray<SecretPath>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Wraps all data keys under the newest master key, as is right after it was rotated; readers and writers go on meanwhile.</summary>
    /// <returns>How many secrets were changed; none where the backend's provider does so itself.</returns>
    Task<int> RenewAsync(CancellationToken cancellationToken);

    /// <summary>Seals what lies in a folder under new data keys; readers and writers go on meanwhile.</summary>
    /// <returns>How many secrets were changed; none where the backend's provider seals them itself.</returns>
    Task<int> ResealAsync(string folder, CancellationToken cancellationToken);
}
