using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.State;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Runs;

/// <summary>A resource that an interrupted run completed and the state does not have.</summary>
/// <param name="Address">Its address.</param>
/// <param name="IdKey">The attribute that identifies it; empty where the engine said none.</param>
/// <param name="IdValue">Its value.</param>
internal sealed record LostResource(string Address, string IdKey, string IdValue)
{
    /// <summary>Whether an import block finds it again.</summary>
    public bool IsImportable => IdValue is not "";
}

/// <summary>What an interrupted run leaves to be brought together.</summary>
/// <param name="Completed">Made, and not in the state.</param>
/// <param name="Uncertain">Begun, with no word of how it ended: address and action.</param>
/// <param name="Recorded">How many completed resources the state has.</param>
internal sealed record RecoveryPlan(
    ImmutableArray<LostResource> Completed,
    ImmutableArray<ResourceEvent> Uncertain,
    int Recorded
)
{
    /// <summary>Import blocks for what can be found again; a comment for each that cannot.</summary>
    public string Configuration
    {
        get
        {
            var text = new StringBuilder("# Written by Infrar: what an interrupted run made and could not record.\n");
            foreach (var lost in Completed)
            {
                if (lost.IsImportable)
                {
                    text.Append(Import(lost.Address, lost.IdValue));
                }
                else
                {
                    text.Append("\n# ")
                        .Append(lost.Address.ReplaceLineEndings(" "))
                        .Append(" has to be imported by hand.\n");
                }
            }

            return text.ToString();
        }
    }

    /// <summary>Adds import blocks for what somebody found to a configuration's archive, in the place of those that were there.</summary>
    public static void AddImports(MemoryStream archive, ImmutableArray<FoundResource> found)
    {
        const string File = "infrar_imports.tf";
        archive.Position = 0;
        using var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true);
        zip.GetEntry(File)?.Delete();
        var entry = zip.CreateEntry(File);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var writer = new StreamWriter(entry.Open());
        writer.Write("# Found at the provider by whoever recovers an interrupted run.\n");
        foreach (var one in found)
        {
            writer.Write(Import(one.Address, one.Id));
        }
    }

    private static string Import(string address, string id) =>
        $"\nimport {{\n  to = {address.ReplaceLineEndings(" ")}\n  id = {Quoted(id)}\n}}\n";

    // A text in HCL is one in JSON, but that ${ and %{ begin templates.
    private static string Quoted(string value) =>
        JsonSerializer
            .Serialize(value)
            .Replace("${", "$${", StringComparison.Ordinal)
            .Replace("%{", "%%{", StringComparison.Ordinal);
}

/// <summary>Compares the journal of an interrupted run with the last state.</summary>
internal static class Recovery
{
    /// <summary>What is to be brought together; also of runs that it had itself set out to recover.</summary>
    public static async Task<RecoveryPlan> ImportsAsync(
        IServiceProvider services,
        Id<Run> interrupted,
        CancellationToken cancellationToken
    )
    {
        var records = services.GetRequiredService<PlatformContext>();
        var run = await records.Set<Run>().AsNoTracking().FirstAsync(r => r.Id == interrupted, cancellationToken);
        var chain = new List<Id<Run>> { run.Id };
        for (var before = run.Recovers; before is not null; )
        {
            var id = new Id<Run>(before);
            chain.Insert(0, id);
            before = await records
                .Set<Run>()
                .Where(r => r.Id == id)
                .Select(r => r.Recovers)
                .FirstAsync(cancellationToken);
        }

        var journal = await records
            .Set<JournalEntry>()
            .AsNoTracking()
            .Where(j => chain.Contains(j.RunId))
            .ToListAsync(cancellationToken);
        var state = await ReadAsync(services, run.WorkspaceId, cancellationToken);
        return Compare(journal.OrderBy(j => chain.IndexOf(j.RunId)).ThenBy(j => j.Epoch).ThenBy(j => j.Line), state);
    }

    /// <summary>Compares what was seen, in its order, with the addresses that the state has.</summary>
    internal static RecoveryPlan Compare(IEnumerable<JournalEntry> journal, IReadOnlySet<string> recorded)
    {
        var last = new Dictionary<string, JournalEntry>(StringComparer.Ordinal);
        foreach (var entry in journal)
        {
            last[entry.Address] = entry;
        }

        var completed = ImmutableArray.CreateBuilder<LostResource>();
        var uncertain = ImmutableArray.CreateBuilder<ResourceEvent>();
        var known = 0;
        foreach (var (address, entry) in last.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            switch (entry.Kind)
            {
                case JournalKind.Started:
                    uncertain.Add(new(JournalKind.Started, address, entry.Action));
                    break;
                case JournalKind.Completed when entry.Action is "create" && !recorded.Contains(address):
                    completed.Add(new(address, entry.IdKey, entry.IdValue));
                    break;
                case JournalKind.Completed when entry.Action is "create" or "update":
                    known++;
                    break;
                default:
                    break;
            }
        }

        return new(completed.ToImmutable(), uncertain.ToImmutable(), known);
    }

    private static async Task<IReadOnlySet<string>> ReadAsync(
        IServiceProvider services,
        Id<Workspace> workspace,
        CancellationToken cancellationToken
    )
    {
        var current = await services.GetRequiredService<StateWrites>().CurrentAsync(workspace, cancellationToken);
        if (current is null or { IsRemoval: true })
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        await using var content = await services.GetRequiredService<StateFiles>().OpenAsync(current, cancellationToken);
        using var json = await JsonDocument.ParseAsync(content, default, cancellationToken);
        return StateAddresses.Of(json.RootElement);
    }
}

/// <summary>The addresses of the instances that a state has.</summary>
internal static class StateAddresses
{
    public static IReadOnlySet<string> Of(JsonElement state)
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        if (!state.TryGetProperty("resources", out var resources))
        {
            return addresses;
        }

        foreach (var resource in resources.EnumerateArray())
        {
            if (resource.GetProperty("mode").GetString() is not "managed")
            {
                continue;
            }

            var module = resource.TryGetProperty("module", out var of) ? $"{of.GetString()}." : "";
            var address =
                $"{module}{resource.GetProperty("type").GetString()}.{resource.GetProperty("name").GetString()}";
            foreach (var instance in resource.GetProperty("instances").EnumerateArray())
            {
                addresses.Add(
                    instance.TryGetProperty("index_key", out var key) ? $"{address}[{key.GetRawText()}]" : address
                );
            }
        }

        return addresses;
    }
}
