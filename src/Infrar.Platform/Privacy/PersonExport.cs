using System.IO.Compression;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>All that is kept of a person, as a ZIP archive of JSON files.</summary>
/// <remarks>No password, key, code or token is in it, nor a hash of one; nothing of what a team's other members hold in common either.</remarks>
internal sealed class PersonExport(PlatformContext records, ProjectExport projects)
{
    /// <summary>The tables with rows that belong to a person and that the archive holds; a test holds them against the model.</summary>
    internal static IReadOnlyList<Type> Tables { get; } =
    [typeof(Session), typeof(ApiToken), typeof(Passkey), typeof(GitHubLink), typeof(MailProof), typeof(Member)];

    /// <summary>Writes the archive.</summary>
    /// <returns>It, from its beginning; a file that goes when it is closed.</returns>
    public async Task<Stream> WriteAsync(string user, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"infrar-export-{Path.GetRandomFileName()}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        try
        {
            await using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                await WriteAsync(archive, user, cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task WriteAsync(ZipArchive archive, string user, CancellationToken cancellationToken)
    {
        var person = await records.Users.AsNoTracking().FirstAsync(u => u.Id == user, cancellationToken);
        await archive.AddAsync("README.txt", Readme, cancellationToken);
        await archive.AddAsync("account.json", Account(person), cancellationToken);
        await archive.AddAsync(
            "sessions.json",
            records
                .Set<Session>()
                .Where(s => s.UserId == user)
                .OrderBy(s => s.Id)
                .Select(s => new
                {
                    s.Id,
                    s.CreatedAt,
                    s.LastUsedAt,
                    s.EndedAt,
                    s.Method,
                    s.Address,
                    s.Agent,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "api-tokens.json",
            records
                .Set<ApiToken>()
                .Where(t => t.UserId == user)
                .OrderBy(t => t.Id)
                .Select(t => new
                {
                    t.Id,
                    t.Name,
                    t.Scopes,
                    t.CreatedAt,
                    t.ExpiresAt,
                    t.LastUsedAt,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "passkeys.json",
            records
                .Set<Passkey>()
                .Where(k => k.UserId == user)
                .OrderBy(k => k.Id)
                .Select(k => new
                {
                    k.Id,
                    k.Name,
                    k.IsBackedUp,
                    k.CreatedAt,
                    k.LastUsedAt,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "github.json",
            records
                .Set<GitHubLink>()
                .Where(l => l.UserId == user)
                .OrderBy(l => l.GitHubId)
                .Select(l => new
                {
                    l.GitHubId,
                    l.Login,
                    l.LinkedAt,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "mail-codes.json",
            records
                .Set<MailProof>()
                .Where(p => p.UserId == user)
                .OrderBy(p => p.Purpose)
                .Select(p => new
                {
                    p.Purpose,
                    p.Email,
                    p.ExpiresAt,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "memberships.json",
            from member in records.Set<Member>()
            join team in records.Set<Team>() on member.TeamId equals team.Id
            where member.UserId == user
            orderby team.Id
            select new
            {
                Team = team.Id,
                team.Name,
                member.Role,
                member.JoinedAt,
            },
            cancellationToken
        );
        await archive.AddAsync(
            "invitations.json",
            records
                .Set<Invitation>()
                .Where(i => i.Email == person.Email)
                .OrderBy(i => i.Id)
                .Select(i => new
                {
                    i.Id,
                    Team = i.TeamId,
                    i.Role,
                    i.ExpiresAt,
                }),
            cancellationToken
        );
        await archive.AddAsync(
            "audit.json",
            records
                .Set<AuditEvent>()
                .Where(e => e.Actor == user)
                .OrderBy(e => e.At)
                .Select(e => new
                {
                    e.Chain,
                    e.Sequence,
                    e.At,
                    e.Via,
                    e.Address,
                    e.Action,
                    e.Subject,
                    e.ProjectId,
                    e.Outcome,
                    e.Detail,
                }),
            cancellationToken
        );
        await projects.AddProjectsAsync(archive, user, cancellationToken);
    }

    private static object Account(User person) =>
        new
        {
            person.Id,
            person.Email,
            person.EmailVerifiedAt,
            person.DisplayName,
            person.IsAdministrator,
            person.HasSecondFactor,
            RecoveryCodesLeft = person.RecoveryCodeHashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            person.CreatedAt,
            person.SuspendedAt,
            person.ErasureDueAt,
        };

    private const string Readme = """
        This archive holds all that this installation of Infrar keeps of you.

        account.json        your account
        sessions.json       where and when you signed in
        api-tokens.json     your API tokens, without their secrets
        passkeys.json       your passkeys, without their keys
        github.json         the GitHub account that signs you in
        mail-codes.json     which codes were sent to you by mail, without the codes
        memberships.json    the teams that you belong to
        invitations.json    invitations to your address that nobody has taken
        audit.json          what you did, as the audit log tells it
        projects/           projects of teams in which you are alone, with every version of their manifests and
                            the names and sizes of their files

        Left out are your password, the key and codes of your second factor, and the values of credentials: they are stored
        only as hashes or sealed. What you share with other members of a team is theirs as well; take it from the team.
        Times are UTC.
        """;
}
