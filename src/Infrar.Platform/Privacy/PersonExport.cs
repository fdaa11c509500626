using System.IO.Compression;
using System.Text.Json;
using Infrar.Platform.Account;
using Infrar.Platform.Audit;
using Infrar.Platform.Credentials;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Projects;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Privacy;

/// <summary>All that is kept of a person, as a ZIP archive of JSON files.</summary>
/// <remarks>No password, key, code or token is in it, nor a hash of one; nothing of what a team's other members hold in common either.</remarks>
internal sealed class PersonExport(PlatformContext records, FileStores files)
{
    private static readonly JsonSerializerOptions Json = new(JsonShape.Options) { WriteIndented = true };

    /// <summary>The tables with rows that belong to a person and that the archive holds; a test holds them against the model.</summary>
    internal static IReadOnlyList<Type> Tables { get; } = [typeof(Session), typeof(ApiToken), typeof(Member)];

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
        await AddAsync(archive, "README.txt", Readme, cancellationToken);
        await AddAsync(archive, "account.json", Account(person), cancellationToken);
        await AddAsync(
            archive,
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
        await AddAsync(
            archive,
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
        await AddAsync(
            archive,
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
        await AddAsync(
            archive,
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
        await AddAsync(
            archive,
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
        await AddProjectsAsync(archive, user, cancellationToken);
    }

    // What a team shares belongs to its members together; what somebody has alone is theirs.
    private async Task AddProjectsAsync(ZipArchive archive, string user, CancellationToken cancellationToken)
    {
        var projects = await records
            .Set<Project>()
            .AsNoTracking()
            .Where(p =>
                records.Set<Member>().Any(m => m.TeamId == p.TeamId && m.UserId == user)
                && !records.Set<Member>().Any(m => m.TeamId == p.TeamId && m.UserId != user)
            )
            .Select(p => p.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in projects)
        {
            var project = await records.Set<Project>().AsNoTracking().FirstAsync(p => p.Id == id, cancellationToken);
            var folder = $"projects/{id}";
            await AddAsync(archive, $"{folder}/project.json", Of(project), cancellationToken);
            await AddAsync(
                archive,
                $"{folder}/credentials.json",
                records
                    .Set<Credential>()
                    .Where(c => c.ProjectId == id)
                    .OrderBy(c => c.Name)
                    .Select(c => new
                    {
                        c.Name,
                        c.Kind,
                        c.Fingerprint,
                        c.CreatedAt,
                        c.ChangedAt,
                        c.LastUsedAt,
                    }),
                cancellationToken
            );
            await AddAsync(
                archive,
                $"{folder}/manifests.json",
                records
                    .Set<ManifestVersion>()
                    .Where(m => m.ProjectId == id)
                    .OrderBy(m => m.Version)
                    .Select(m => new
                    {
                        m.Version,
                        m.WrittenAt,
                        m.Text,
                    }),
                cancellationToken
            );
            await AddAsync(
                archive,
                $"{folder}/strategies.json",
                records
                    .Set<StrategyChoice>()
                    .Where(c => c.ProjectId == id)
                    .OrderBy(c => c.Environment)
                    .Select(c => new
                    {
                        c.Environment,
                        c.Strategy,
                        c.ChosenAt,
                    }),
                cancellationToken
            );
            await AddAsync(archive, $"{folder}/files.json", await FilesAsync(id, cancellationToken), cancellationToken);
        }
    }

    // The files themselves may be many gigabytes; the list says what there is to be downloaded.
    private async Task<object> FilesAsync(Id<Project> project, CancellationToken cancellationToken)
    {
        var found = new List<object>();
        foreach (var (name, store) in files.Named())
        {
            string? after = null;
            do
            {
                var page = await store.ListAsync($"{project}/", after, 1000, cancellationToken);
                found.AddRange(
                    page.Files.Select(f => new
                    {
                        Store = name,
                        Name = f.Key.Value,
                        f.Size,
                        f.WrittenAt,
                    })
                );
                after = page.Next;
            } while (after is not null);
        }

        return found;
    }

    private static object Account(User person) =>
        new
        {
            person.Id,
            person.Email,
            person.DisplayName,
            person.IsAdministrator,
            person.HasSecondFactor,
            RecoveryCodesLeft = person.RecoveryCodeHashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            person.CreatedAt,
            person.FailedSignIns,
            person.LockedUntil,
            person.SuspendedAt,
            person.ErasureDueAt,
        };

    private static object Of(Project project) =>
        new
        {
            project.Id,
            Team = project.TeamId,
            project.Slug,
            project.Name,
            project.Residency,
            project.CreatedAt,
            project.ChangedAt,
            project.Manifest,
        };

    private static async Task AddAsync<T>(
        ZipArchive archive,
        string name,
        IQueryable<T> rows,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(stream, rows.AsAsyncEnumerable(), Json, cancellationToken);
    }

    private static async Task AddAsync(
        ZipArchive archive,
        string name,
        object content,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        if (content is string text)
        {
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }
        else
        {
            await JsonSerializer.SerializeAsync(stream, content, Json, cancellationToken);
        }
    }

    private const string Readme = """
        This archive holds all that this installation of Infrar keeps of you.

        account.json        your account
        sessions.json       where and when you signed in
        api-tokens.json     your API tokens, without their secrets
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
