using System.Text;
using Infrar.Platform.Account;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Infrar.Platform.Privacy;

/// <summary>That a person, or a team with one, was erased from this database. An id alone; nothing of what it stood for.</summary>
internal sealed class Erased
{
    /// <summary>The id of the person or team.</summary>
    public string Subject { get; private init; } = "";

    public DateTimeOffset At { get; private init; }

    public static Erased Of(string subject, DateTimeOffset now) => new() { Subject = subject, At = now };
}

/// <summary>Who was erased, kept twice: in the database and beside it.</summary>
/// <remarks>
/// A database that comes back from a backup has people again who were erased since. The list under <c>erased/</c> in the store of
/// artifacts does not come back with it, so what stands there and not in the database is erased again before the first request.
/// </remarks>
internal sealed class ErasedList(PlatformContext records, FileStores files, TimeProvider time)
{
    /// <summary>Where the embedded store of artifacts has it, in the data folder.</summary>
    public const string Place = $"files/artifacts/{Name}";

    private const string Name = "erased";
    private const string Folder = $"{Name}/";

    /// <summary>Writes an id beside the database; before the erasure, so that none is lost.</summary>
    public async Task WriteAsync(string subject, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($"{time.GetUtcNow():O}\n"));
        await files.Artifacts.WriteAsync(FileKey.Of(Folder + subject), content, cancellationToken);
    }

    /// <summary>Notes in the database, within the caller's transaction, that it no longer has somebody.</summary>
    public async Task NoteAsync(string subject, CancellationToken cancellationToken)
    {
        if (!await records.Set<Erased>().AnyAsync(e => e.Subject == subject, cancellationToken))
        {
            records.Add(Erased.Of(subject, time.GetUtcNow()));
        }
    }

    /// <summary>Ids that were erased once and that this database does not know to be; and writes beside it what is missing there.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var noted = await records.Set<Erased>().Select(e => e.Subject).ToHashSetAsync(cancellationToken);
        var beside = new HashSet<string>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = await files.Artifacts.ListAsync(Folder, after, 1000, cancellationToken);
            beside.UnionWith(page.Files.Select(f => f.Key.Value[Folder.Length..]));
            after = page.Next;
        } while (after is not null);

        foreach (var subject in noted.Where(s => !beside.Contains(s)))
        {
            await WriteAsync(subject, cancellationToken);
        }

        return [.. beside.Where(s => !noted.Contains(s) && (IsPerson(s) || IsTeam(s))).Order(StringComparer.Ordinal)];
    }

    public static bool IsPerson(string subject) => Id<User>.TryParse(subject, null, out _);

    public static bool IsTeam(string subject) => Id<Team>.TryParse(subject, null, out _);
}

/// <summary>The table of <see cref="Erased"/>.</summary>
internal sealed class ErasedConfiguration : IEntityTypeConfiguration<Erased>
{
    public void Configure(EntityTypeBuilder<Erased> builder)
    {
        builder.ToTable("erased");
        builder.HasKey(e => e.Subject);
    }
}
