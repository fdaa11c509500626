using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Infrar.Platform.Parts.Secrets;
using Infrar.Platform.Runs;

namespace Infrar.Platform.Remote;

/// <summary>Addresses that Terraform's client asks without a token: each is good for one log of one run, for a day.</summary>
internal sealed class RemoteTickets(Sealing sealing, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>A ticket for a run's log.</summary>
    public async Task<string> IssueAsync(Run run, string log, CancellationToken cancellationToken)
    {
        var until = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(until, (time.GetUtcNow() + Life).ToUnixTimeSeconds());
        return Base64Url.EncodeToString(
            await sealing.SealAsync(run.ProjectId.Value, Name(run, log), until, cancellationToken)
        );
    }

    /// <summary>Whether a ticket was given out for a run's log, and still holds.</summary>
    public async Task<bool> HoldsAsync(Run run, string log, string ticket, CancellationToken cancellationToken)
    {
        if (ticket.Length is 0 or > 2048 || !Base64Url.IsValid(ticket))
        {
            return false;
        }

        try
        {
            var until = await sealing.OpenAsync(
                run.ProjectId.Value,
                Name(run, log),
                Base64Url.DecodeFromChars(ticket),
                cancellationToken
            );
            return until.Length is 8
                && BinaryPrimitives.ReadInt64BigEndian(until) > time.GetUtcNow().ToUnixTimeSeconds();
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Name(Run run, string log) => $"remote/{run.Id}/{log}";
}
