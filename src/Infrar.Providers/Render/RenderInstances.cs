using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Render;

/// <summary>A size of Render's services.</summary>
/// <param name="Plan">Word of Render's API.</param>
/// <param name="Title">As the price list calls it.</param>
/// <param name="Cpu">Virtual processors.</param>
/// <param name="MemoryMiB">Memory, MiB.</param>
internal sealed record RenderInstance(string Plan, string Title, decimal Cpu, int MemoryMiB);

/// <summary>Render's instance sizes, and the resources that run on one.</summary>
internal static class RenderInstances
{
    /// <summary>What is so of everything that runs on instances.</summary>
    // 100 instances are the limit; audit logs come with larger workspaces than is priced.
    internal static OfferingFacts Facts { get; } =
        new()
        {
            Source = "render.com/docs",
            Elasticity = Elasticity.Automatic,
            MaxCopies = 100,
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

    // render.com/pricing, Services; the free instance sleeps when idle and is left out on purpose.
    private static readonly RenderInstance[] All =
    [
        new("starter", "Starter", 0.5m, 512),
        new("standard", "Standard", 1, 2048),
        new("pro", "Pro", 2, 4096),
        new("pro_plus", "Pro Plus", 4, 8192),
        new("pro_max", "Pro Max", 4, 16384),
        new("pro_ultra", "Pro Ultra", 8, 32768),
    ];

    /// <summary>The size of that plan word, or null.</summary>
    internal static RenderInstance? Find(string plan) => Array.Find(All, i => i.Plan == plan);

    /// <summary>The size that somebody chose, else the smallest that fits; null when none does.</summary>
    internal static RenderInstance? For(Workload workload, Site site) =>
        site.AssignmentOf(workload).Size is { Length: > 0 } size
            ? Find(size)
            : Array.Find(All, i => i.Cpu >= workload.Cpu && i.MemoryMiB >= workload.MemoryMiB);

    /// <summary>Why a workload cannot run at Render.</summary>
    internal static IEnumerable<string> Obstacles(Workload workload, Site site)
    {
        foreach (var obstacle in Demands.WithoutContainerEngine(workload, "Render"))
        {
            yield return obstacle;
        }

        if (For(workload, site) is null)
        {
            yield return site.AssignmentOf(workload).Size is { Length: > 0 } size
                ? $"Render has no size '{size}'. Name one of: {string.Join(", ", All.Select(i => i.Plan))}."
                : "Render's largest size has 8 vCPU and 32 GiB; lower 'cpu' or 'memory'.";
        }

        if (workload.Architecture is not "x86-64")
        {
            yield return "Render runs x86-64 images only; build the image for 'architecture: x86-64'.";
        }

        if (workload.Scaling.IsElastic && site.SettingsOf("render").Settings["workspace"].AsText() is "hobby")
        {
            yield return "Autoscaling needs Render's professional workspace: set 'workspace: professional', or equal "
                + "'min' and 'max' in 'scaling'.";
        }
    }

    /// <summary>Adds a workload as a resource of that type, billed by its copies.</summary>
    internal static void Place(string type, Workload workload, Site site)
    {
        var scaled = Sidecars.Companion(workload, site);
        var resource = site.Add(
            Make(type, workload, site) with
            {
                Attributes = Map(
                    ("name", workload.Name),
                    ("plan", For(workload, site)?.Plan ?? Value.None),
                    (
                        "image",
                        workload.BuiltImage.Length > 0 ? workload.BuiltImage
                        : workload.Image.Length > 0 ? workload.Image
                        : Value.None
                    ),
                    ("min_instances", Math.Max(scaled.Scaling.Min, 1)),
                    ("max_instances", Math.Max(scaled.Scaling.Max, 1)),
                    ("health_check_path", workload.Health is { Path.Length: > 0 } health ? health.Path : Value.None)
                ),
            }
        );
        site.Use(resource.Address, RenderInstancePricing.Copies, Quantities.Copies(scaled, 1));
        site.Use(resource.Address, RenderBandwidth.Key, Quantities.Egress(workload));
        Demands.NoteUnmet(workload, site, "Render");
    }

    /// <summary>A resource of Render, in the words of this provider: no OpenTofu provider of ours makes it.</summary>
    internal static Resource Make(string type, Component component, Site site) =>
        new()
        {
            Type = type,
            Name = component.TofuName(),
            Provider = "render",
            Region = site.RegionOf(component),
            Component = component.Name,
            Attributes = Value.MapOf.Empty,
        };
}
