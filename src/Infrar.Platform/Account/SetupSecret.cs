using System.Security.Cryptography;
using System.Text;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Account;

/// <summary>What the first account is made with, once; it lives in the data folder until then.</summary>
internal sealed class SetupSecret(IOptions<ServerOptions> server)
{
    private string File => Path.Combine(server.Value.DataFolder, "setup-secret");

    /// <summary>The secret, made when it is not there yet.</summary>
    public string Open()
    {
        var secret = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : "";
        if (secret.Length < 40)
        {
            secret = OpaqueToken.New();
            Directory.CreateDirectory(server.Value.DataFolder);
            using var stream = new FileStream(
                File,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            );
            stream.Write(Encoding.ASCII.GetBytes(secret));
        }

        return secret;
    }

    /// <summary>Whether this is it.</summary>
    public bool Is(string? secret) =>
        secret is not null
        && System.IO.File.Exists(File)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes(System.IO.File.ReadAllText(File).Trim())
        );

    /// <summary>Ends it; the first account is there.</summary>
    public void Close() => System.IO.File.Delete(File);
}
