using System.Collections.Immutable;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Render;

/// <summary>A Render web service, or a private one for what only other components call, sidecars included.</summary>
internal sealed class RenderWebService : Offering
{
    /// <inheritdoc/>
    public override string Id => "render/web-service";

    /// <inheritdoc/>
    public override string Title => "Render web service";

    /// <inheritdoc/>
    public override OfferingFacts Facts => RenderInstances.Facts;

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Service, ComponentKind.Sidecar];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        RenderInstances.Obstacles((Workload)component, site);

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var port = ((Workload)component).Port;
        var isPublic = component is Service { Public: true };
        var host =
            component is Service { Domains: [var first, ..] } ? first
            : isPublic ? $"{component.Name}.onrender.com"
            : component.Name;
        return attribute switch
        {
            "host" => host,
            "port" => port,
            "url" => isPublic ? $"https://{host}" : FormattableString.Invariant($"http://{host}:{port}"),
            "name" => component.Name,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var workload = (Workload)component;
        var isPublic = workload is Service { Public: true };
        RenderInstances.Place(isPublic ? "render_web_service" : "render_private_service", workload, site);
        if (workload is Sidecar)
        {
            site.Note(
                $"Render has no sidecars: {workload.Title} runs as a private service of its own, as many copies as the "
                    + "workload it accompanies has."
            );
        }
    }
}

/// <summary>A Render background worker.</summary>
internal sealed class RenderBackgroundWorker : Offering
{
    /// <inheritdoc/>
    public override string Id => "render/background-worker";

    /// <inheritdoc/>
    public override string Title => "Render background worker";

    /// <inheritdoc/>
    public override OfferingFacts Facts => RenderInstances.Facts;

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.Worker];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site) =>
        RenderInstances.Obstacles((Workload)component, site);

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute == "name" ? component.Name : Value.None;

    /// <inheritdoc/>
    public override void Place(Component component, Site site) =>
        RenderInstances.Place("render_background_worker", (Workload)component, site);
}

/// <summary>A Render cron job.</summary>
internal sealed class RenderCronJob : Offering
{
    /// <inheritdoc/>
    public override string Id => "render/cron-job";

    /// <inheritdoc/>
    public override string Title => "Render cron job";

    /// <inheritdoc/>
    // Every run gets an instance of its own, and nothing runs between.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "render.com/docs",
            Elasticity = Elasticity.Automatic,
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Previews,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Control = [ControlAspect.Software, ControlAspect.Region],
            Isolation = [IsolationAspect.PrivateNetwork],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.ScheduledJob];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Obstacles(Component component, Site site)
    {
        foreach (var obstacle in RenderInstances.Obstacles((Workload)component, site))
        {
            yield return obstacle;
        }

        if (component is ScheduledJob { TimeZone: not "UTC" } job)
        {
            yield return $"Render reads schedules in UTC: state the schedule in UTC in place of 'timeZone: {job.TimeZone}'.";
        }
    }

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site) =>
        attribute == "name" ? component.Name : Value.None;

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var job = (ScheduledJob)component;
        site.Add(
            RenderInstances.Make("render_cron_job", job, site) with
            {
                Attributes = Map(
                    ("name", job.Name),
                    ("plan", RenderInstances.For(job, site)?.Plan ?? Value.None),
                    ("schedule", job.Schedule),
                    (
                        "image",
                        job.BuiltImage.Length > 0 ? job.BuiltImage
                        : job.Image.Length > 0 ? job.Image
                        : Value.None
                    )
                ),
            }
        );
    }
}

/// <summary>A Render static site.</summary>
internal sealed class RenderStaticSite : Offering
{
    /// <inheritdoc/>
    public override string Id => "render/static-site";

    /// <inheritdoc/>
    public override string Title => "Render static site";

    /// <inheritdoc/>
    // Render's content network serves it; nothing of that is one's own to decide.
    public override OfferingFacts Facts { get; } =
        new()
        {
            Source = "render.com/docs",
            Elasticity = Elasticity.Unbounded,
            Developer =
            [
                DeveloperFeature.GitDeploys,
                DeveloperFeature.BuildsFromSource,
                DeveloperFeature.Previews,
                DeveloperFeature.Rollback,
                DeveloperFeature.Console,
            ],
            Open = [OpenAspect.OpenProtocol, OpenAspect.Export],
        };

    /// <inheritdoc/>
    public override ImmutableArray<ComponentKind> Kinds { get; } = [ComponentKind.StaticSite];

    /// <inheritdoc/>
    public override bool IsGenerated => false;

    /// <inheritdoc/>
    public override Value Endpoint(Component component, string attribute, Site site)
    {
        var host = component is StaticSite { Domains: [var first, ..] } ? first : $"{component.Name}.onrender.com";
        return attribute switch
        {
            "host" => host,
            "url" => $"https://{host}",
            "name" => component.Name,
            _ => Value.None,
        };
    }

    /// <inheritdoc/>
    public override void Place(Component component, Site site)
    {
        var web = (StaticSite)component;
        var resource = site.Add(
            RenderInstances.Make("render_static_site", web, site) with
            {
                Region = "",
                Attributes = Map(
                    ("name", web.Name),
                    ("build_command", web.Build is { Command.Length: > 0 } build ? build.Command : Value.None),
                    ("publish_path", web.Build is { Output.Length: > 0 } output ? output.Output : Value.None)
                ),
            }
        );
        site.Use(resource.Address, RenderBandwidth.Key, Quantities.Egress(web));
    }
}
