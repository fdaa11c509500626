using System.Security.Cryptography;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Projects;

namespace Infrar.Platform.Builds.Attesting;

/// <summary>The keys that projects' images are signed with: one for each project, made when it is first needed, sealed in the vault.</summary>
internal sealed class ImageSigningKeys(ISecretVault vault)
{
    private const string Name = "image-signing-key";

    /// <summary>A project's key; the caller disposes of it.</summary>
    public async Task<ECDsa> OfAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var path = SecretPath.OfProject(project.Value, Name);
        var found = await vault.FindAsync(path, cancellationToken);
        if (found is null)
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await vault.TryAddAsync(path, new(made.ExportPkcs8PrivateKeyPem()), cancellationToken);
            // Another node may have been faster; its key is the one that stays.
            found =
                await vault.FindAsync(path, cancellationToken)
                ?? throw new InvalidOperationException("The vault lost a key that it had just acknowledged.");
        }

        var key = ECDsa.Create();
        key.ImportFromPem(found.Reveal());
        return key;
    }
}
