using System.Text.Json;
using Infrar.Platform.Hosting;
using Infrar.Platform.Http;
using Infrar.Platform.Parts.Database;
using Infrar.Platform.Parts.Work;
using Infrar.Platform.Projects;
using Infrar.Platform.Runs;
using Infrar.Platform.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Notifications;

/// <summary>Takes note of whom to tell what: saved with the change that it tells of, so it goes out if and only if that stands.</summary>
internal sealed class Notifier(PlatformContext records, Wakes wakes, IOptions<ServerOptions> server, TimeProvider time)
{
    private const int LongestDetail = 1000;

    /// <summary>Adds what is to be told of a run's new status to what the context saves next.</summary>
    public async Task AddAsync(Run run, CancellationToken cancellationToken)
    {
        if (EventOf(run) is not { } told)
        {
            return;
        }

        var channels = await records
            .Set<NotificationChannel>()
            .AsNoTracking()
            .Where(c => c.ProjectId == run.ProjectId && c.IsEnabled)
            .ToListAsync(cancellationToken);
        if (channels is [])
        {
            return;
        }

        var place = await (
            from workspace in records.Set<Workspace>()
            join project in records.Set<Project>() on workspace.ProjectId equals project.Id
            where workspace.Id == run.WorkspaceId
            select new NotificationPlace(project.Id.Value, project.Name, workspace.Environment)
        ).FirstAsync(cancellationToken);
        foreach (var channel in channels.Where(c => c.Wants(told, place.Environment)))
        {
            Add(channel, told, place, run);
        }
    }

    /// <summary>Adds what is to be told of prices that moved an environment's estimate.</summary>
    public async Task AddAsync(
        Id<Project> project,
        string projectName,
        string environment,
        NotificationPrices prices,
        CancellationToken cancellationToken
    )
    {
        var channels = await records
            .Set<NotificationChannel>()
            .AsNoTracking()
            .Where(c => c.ProjectId == project && c.IsEnabled)
            .ToListAsync(cancellationToken);
        foreach (var channel in channels.Where(c => c.Wants(NotificationEvent.PricesMoved, environment)))
        {
            Add(channel, NotificationEvent.PricesMoved, new(project.Value, projectName, environment), null, prices);
        }
    }

    /// <summary>Adds a trial.</summary>
    public NotificationDelivery AddTest(NotificationChannel channel, string projectName) =>
        Add(
            channel,
            NotificationEvent.Test,
            new(channel.ProjectId.Value, projectName, channel.Environment ?? "production"),
            null
        );

    private NotificationDelivery Add(
        NotificationChannel channel,
        NotificationEvent told,
        NotificationPlace place,
        Run? run,
        NotificationPrices? prices = null
    )
    {
        var now = time.GetUtcNow();
        var id = Id<NotificationDelivery>.New(time);
        var body = JsonSerializer.Serialize(
            new NotificationBody(
                id.Value,
                told,
                now,
                Text(told, place, run, prices),
                place.ProjectId,
                place.ProjectName,
                place.Environment,
                server.Value.PublicUrl,
                run is null
                    ? null
                    : new(
                        run.Id.Value,
                        run.Operation,
                        run.Status.Word(),
                        run.Message,
                        run.CreatedBy,
                        run.Changes is { } changes ? RunChangesResponse.Of(changes) : null,
                        run.ProblemCode,
                        run.ProblemDetail is { } detail ? RunText.Fit(detail, LongestDetail) : null
                    ),
                prices
            ),
            JsonShape.Options
        );
        var delivery = NotificationDelivery.Of(id, channel.Id, told, body, now);
        records.Add(delivery);
        wakes.After(NotificationSending.Job);
        return delivery;
    }

    private static NotificationEvent? EventOf(Run run) =>
        run.Status switch
        {
            RunStatus.Planned => NotificationEvent.RunWaiting,
            RunStatus.Applied => NotificationEvent.RunApplied,
            RunStatus.Errored => NotificationEvent.RunErrored,
            RunStatus.Canceled or RunStatus.Discarded => NotificationEvent.RunCanceled,
            RunStatus.Interrupted => NotificationEvent.RunInterrupted,
            RunStatus.PlannedAndFinished when run is { Operation: RunOperation.Drift, Changes.HasChanges: true } =>
                NotificationEvent.DriftFound,
            _ => null,
        };

    private static string Text(NotificationEvent told, NotificationPlace place, Run? run, NotificationPrices? prices)
    {
        var where = $"{place.ProjectName}, {place.Environment}";
        return told switch
        {
            NotificationEvent.RunWaiting => $"{where}: the plan of {run!.Id} waits for approval.",
            NotificationEvent.RunApplied => $"{where}: {run!.Id} was applied.",
            NotificationEvent.RunErrored => $"{where}: {run!.Id} failed. {run.ProblemTitle}.",
            NotificationEvent.RunCanceled => $"{where}: {run!.Id} was {run.Status.Word()}.",
            NotificationEvent.RunInterrupted =>
                $"{where}: {run!.Id} was interrupted while it applied. Recover it with infrar run recover {run.Id}.",
            NotificationEvent.DriftFound =>
                $"{where}: {run!.Changes!.Drifted} resources are not as the state has them ({run.Id}).",
            NotificationEvent.PricesMoved =>
                $"{where}: new prices move the estimate from {prices!.Before} to {prices.After} {prices.Currency} a month ({prices.Percent} %).",
            NotificationEvent.Test => $"{where}: this is a trial.",
        };
    }
}

/// <summary>Where something happened.</summary>
internal sealed record NotificationPlace(string ProjectId, string ProjectName, string Environment);

/// <summary>What is told.</summary>
/// <param name="Id">The delivery's id: the same each time that it is tried.</param>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Text">The same in a sentence, for people.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Project">What it is called.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Server">Where Infrar is.</param>
/// <param name="Run">The run; null where it is about none.</param>
/// <param name="Prices">How prices moved the estimate; null where it is about something else.</param>
internal sealed record NotificationBody(
    string Id,
    NotificationEvent Event,
    DateTimeOffset At,
    string Text,
    string ProjectId,
    string Project,
    string Environment,
    string Server,
    NotificationRun? Run,
    NotificationPrices? Prices
);

/// <summary>How prices moved an estimate.</summary>
/// <param name="Before">What a month was estimated to cost before, to the cent.</param>
/// <param name="After">What it is estimated to cost now.</param>
/// <param name="Currency">Currency of both.</param>
/// <param name="Percent">The difference as a share of what it was, with its sign.</param>
/// <param name="Book">The price book that it is estimated with now.</param>
internal sealed record NotificationPrices(string Before, string After, string Currency, string Percent, string Book);

/// <summary>The run that a notification is about.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Operation">What it is to do.</param>
/// <param name="Status">Its status.</param>
/// <param name="Message">Why it was asked for.</param>
/// <param name="CreatedBy">Who asked for it.</param>
/// <param name="Changes">What its plan would do, and cost.</param>
/// <param name="Problem">The code of what it ended with.</param>
/// <param name="Detail">And why.</param>
internal sealed record NotificationRun(
    string Id,
    RunOperation Operation,
    string Status,
    string Message,
    string CreatedBy,
    RunChangesResponse? Changes,
    string? Problem,
    string? Detail
);
