using System.Text;
using System.Text.Json;
using Infrar.Platform.Events;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Microsoft.EntityFrameworkCore;

namespace Infrar.Platform.Builds.Builder;

/// <summary>A builder's build was taken over or given up: what it still has to say is not taken.</summary>
internal sealed class LostBuildException(Id<Build> build, int epoch)
    : Exception($"Build {build} is no longer this builder's (epoch {epoch}).");

/// <summary>Tells of a build while it is at work: its log, its steps, its images. Each telling is one transaction under the epoch.</summary>
internal sealed class BuildReport(IServiceScopeFactory scopes, Build build, TimeSpan lease, TimeProvider time)
{
    private const int LongestText = StreamEvent.LongestData / 8;

    /// <summary>Tells of lines of the log, which hold no secret any more, and the steps that begin in them.</summary>
    /// <exception cref="LostBuildException">The build is no longer this builder's.</exception>
    public async Task LinesAsync(
        string component,
        IReadOnlyList<(string Line, BuildStep? Step)> lines,
        CancellationToken cancellationToken
    )
    {
        var told = new List<NewEvent>();
        var text = new StringBuilder();
        foreach (var (line, step) in lines)
        {
            if (text.Length > 0 && text.Length + line.Length > LongestText)
            {
                Flush();
            }

            if (step is not null)
            {
                Flush();
                told.Add(
                    Event(
                        "step",
                        new
                        {
                            component,
                            step.Stage,
                            step.At,
                            step.Of,
                            step.Text,
                        }
                    )
                );
            }

            text.Append(line.Length <= LongestText ? line : line[..LongestText]).Append('\n');
        }

        Flush();
        await SaveAsync(told, cancellationToken);

        void Flush()
        {
            if (text.Length > 0)
            {
                told.Add(Event("log", new { component, Text = text.ToString() }));
                text.Clear();
            }
        }
    }

    /// <summary>Tells that an image is in the registry.</summary>
    /// <exception cref="LostBuildException">The build is no longer this builder's.</exception>
    public Task ImageAsync(BuiltImage image, CancellationToken cancellationToken) =>
        SaveAsync(
            [
                Event(
                    "image",
                    new
                    {
                        image.Component,
                        image.Reference,
                        image.Size,
                    }
                ),
            ],
            cancellationToken
        );

    /// <summary>Says that the builder lives.</summary>
    /// <returns>Whether somebody wants it to come to an end.</returns>
    /// <exception cref="LostBuildException">The build is no longer this builder's.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        await FenceAsync(records, cancellationToken);
        return await records.Set<Build>().AnyAsync(b => b.Id == build.Id && b.CancelAt != null, cancellationToken);
    }

    private static NewEvent Event(string kind, object data) =>
        new(kind, JsonSerializer.Serialize(data, JsonShape.Options));

    private async Task SaveAsync(IReadOnlyList<NewEvent> told, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<PlatformContext>();
        var events = scope.ServiceProvider.GetRequiredService<EventLog>();
        var telling = scope.ServiceProvider.GetRequiredService<BuildTelling>();
        await telling.TryAsync(
            async () =>
            {
                await using var transaction = await records.Database.BeginTransactionAsync(cancellationToken);
                await FenceAsync(records, cancellationToken);
                await events.AddAsync(BuildTelling.Stream(build), told, cancellationToken);
                await records.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            },
            cancellationToken
        );
        await events.SignalAsync(BuildTelling.Stream(build), cancellationToken);
    }

    // The row is locked until the transaction ends: nobody takes the build over between the look and the writing.
    private async Task FenceAsync(PlatformContext records, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + lease;
        var mine = await records
            .Set<Build>()
            .Where(b => b.Id == build.Id && b.Epoch == build.Epoch && b.Status == BuildStatus.Building)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.LeaseUntil, until), cancellationToken);
        if (mine is 0)
        {
            throw new LostBuildException(build.Id, build.Epoch);
        }
    }
}
