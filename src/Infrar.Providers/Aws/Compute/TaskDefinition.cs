using System.Globalization;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Compute;

/// <summary>What one copy of a workload runs: its container, its sidecars' and their roles and logs.</summary>
internal static class TaskDefinition
{
    /// <summary>Address of a workload's task definition.</summary>
    public static string Address(Workload workload) => $"aws_ecs_task_definition.{AwsNaming.TofuName(workload)}";

    /// <summary>Makes the task definition, its roles and its log group.</summary>
    public static void Add(Workload workload, Site site)
    {
        LogGroups.Add(workload, site);
        TaskRoles.Add(workload, site);

        var sidecars = site.System.SidecarsOf(workload.Name).ToArray();
        var size =
            SizeOf(workload, site)
            ?? throw new InvalidOperationException($"{workload.Name} fits no Fargate task; Obstacles excludes it.");
        var isShared = sidecars.Length > 0 && Fits(workload, size, site);
        IEnumerable<Workload> containers = [workload, .. sidecars];
        site.Add(
            AwsResources
                .New(
                    site,
                    "compute",
                    "aws_ecs_task_definition",
                    AwsNaming.TofuName(workload),
                    (
                        "family",
                        FargateOptions.NameOf(
                            workload,
                            FargateOptions.Family,
                            AwsNaming.ResourceName(site, workload.Name),
                            site
                        )
                    ),
                    ("requires_compatibilities", List("FARGATE")),
                    ("network_mode", "awsvpc"),
                    ("cpu", size.CpuUnits.ToString(CultureInfo.InvariantCulture)),
                    ("memory", size.MemoryMiB.ToString(CultureInfo.InvariantCulture)),
                    ("execution_role_arn", Ref(TaskRoles.Execution(workload), "arn")),
                    ("task_role_arn", Ref(TaskRoles.Task(workload), "arn")),
                    (
                        "runtime_platform",
                        Block(
                            ("cpu_architecture", workload.Architecture == "arm64" ? "ARM64" : "X86_64"),
                            ("operating_system_family", "LINUX")
                        )
                    ),
                    (
                        "container_definitions",
                        new Value.Json(
                            List(containers.Select(c => (Value)ContainerDefinition.Of(c, workload, isShared, site)))
                        )
                    ),
                    ("tags", Map(("Component", workload.Name)))
                )
                .For(workload)
        );
        Note(workload, size, site);
    }

    /// <summary>Size that is stated for a workload, else the smallest that its containers fit in; null when there is none.</summary>
    public static FargateSize? SizeOf(Workload workload, Site site) =>
        site.AssignmentOf(workload) is { Size: not "" } assigned
            ? FargateSize.Parse(assigned.Size)
            : FargateSize.Smallest(Cpu(workload, site), MemoryMiB(workload, site));

    /// <summary>What stands against a task of this workload, full sentences.</summary>
    public static IEnumerable<string> Obstacles(Workload workload, Site site)
    {
        if (SizeOf(workload, site) is null)
        {
            yield return site.AssignmentOf(workload) is { Size: not "" } assigned
                ? $"Fargate sells no task of the size '{assigned.Size}'; state processor units and MiB of one that it sells, like 1024/2048."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{workload.Name} with its sidecars needs {Cpu(workload, site)} vCPU and {MemoryMiB(workload, site)} MiB, and Fargate's greatest task is {FargateSize.Greatest}; lower cpu or memory."
                );
        }
    }

    /// <summary>What stands against a container, full sentences.</summary>
    public static IEnumerable<string> ContainerObstacles(Workload container, Site site)
    {
        if (ContainerImage.Of(container, site) is Value.Null)
        {
            yield return $"{container.Name} states no image and the system has no container registry; state its image or add a registry.";
        }

        foreach (var (variable, text) in container.Environment)
        {
            foreach (var reference in Interpolation.Unresolved(text, site))
            {
                yield return $"The environment variable {variable} of {container.Name} refers to {reference}, which nothing placed answers; name a component and one of its attributes.";
            }
        }

        foreach (var (variable, stated) in container.Secrets)
        {
            if (InjectedSecret.From(stated, site) is Value.Null)
            {
                yield return $"The secret {variable} of {container.Name} comes from {stated}, which is not one entry of that component; name an entry that is not per tenant.";
            }
        }
    }

    private static decimal Cpu(Workload workload, Site site) =>
        workload.Cpu + site.System.SidecarsOf(workload.Name).Sum(s => s.Cpu);

    private static int MemoryMiB(Workload workload, Site site) =>
        workload.MemoryMiB + site.System.SidecarsOf(workload.Name).Sum(s => s.MemoryMiB);

    private static bool Fits(Workload workload, FargateSize size, Site site) =>
        Cpu(workload, site) * 1024 <= size.CpuUnits && MemoryMiB(workload, site) <= size.MemoryMiB;

    private static void Note(Workload workload, FargateSize size, Site site)
    {
        if (!Fits(workload, size, site))
        {
            site.Note(
                $"The stated task size {size} of {workload.Name} is below what it and its sidecars ask for; its containers share what there is."
            );
        }

        if (workload.NeedsContainerEngine)
        {
            site.Note(
                $"Fargate offers no container engine to {workload.Name}: it has to build images without one, with rootless buildah and its chroot isolation."
            );
        }
    }
}
