using Amazon.Runtime;
using Infrar.Platform.Parts.Secrets;

namespace Infrar.Platform.Parts.Database;

/// <summary>What RDS takes as the password of a user whom IAM may let in.</summary>
internal static class RdsToken
{
    /// <summary>When the next one is made: before a token lapses, whatever the clocks differ by.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _life = TimeSpan.FromMinutes(15);

    /// <summary>Makes one; nobody is asked for it.</summary>
    public static string Of(
        string host,
        int port,
        string user,
        string region,
        ImmutableCredentials credentials,
        DateTimeOffset now
    )
    {
        var address = new Uri($"https://{host}:{port}/?Action=connect&DBUser={Uri.EscapeDataString(user)}");
        return $"{host}:{port}/?{AwsSignature.Presign(address, "rds-db", region, credentials, _life, now)}";
    }
}
