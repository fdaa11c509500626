using System.Globalization;
using Infrar.Core.Resources;
using Infrar.Providers.Pricing;

namespace Infrar.Providers.Google.Pricing;

/// <summary>What of a Cloud Run service decides its bill, whichever version of the API states it.</summary>
/// <param name="Size">What one instance holds; null when another resource decides it.</param>
/// <param name="IsInstanceBased">Whether vCPU and memory are paid for as long as an instance lives, not only while it serves.</param>
/// <param name="MinInstances">Instances that always live.</param>
/// <param name="HasGpu">Whether an instance has a GPU.</param>
internal sealed record CloudRunService(CloudRunSize? Size, bool IsInstanceBased, decimal MinInstances, bool HasGpu)
{
    /// <summary>A <c>google_cloud_run_v2_service</c>.</summary>
    internal static CloudRunService OfV2(Resource resource)
    {
        var template = resource["template"];
        var containers = template.At("containers").Items().ToArray();
        var isManual = resource["scaling.scaling_mode"].AsText() == "MANUAL";
        return new(
            CloudRunSize.Of(containers),
            // Without limits an instance is throttled between requests; with limits that has to be asked for.
            containers.Any(c => !c.At("resources").IsLeftOut() && !c.At("resources.cpu_idle").FlagOr(false)),
            isManual
                ? resource["scaling.manual_instance_count"].AsNumber() ?? 0m
                : Math.Max(
                    resource["scaling.min_instance_count"].AsNumber() ?? 0m,
                    template.At("scaling.min_instance_count").AsNumber() ?? 0m
                ),
            !template.At("node_selector").IsLeftOut()
        );
    }

    /// <summary>A <c>google_cloud_run_service</c>, whose scaling and throttling are annotations.</summary>
    internal static CloudRunService OfV1(Resource resource)
    {
        var annotations = resource["template.metadata.annotations"];
        return new(
            CloudRunSize.Of(resource["template.spec.containers"].Items()),
            !annotations.Entry("run.googleapis.com/cpu-throttling").FlagOr(true),
            annotations.Entry("autoscaling.knative.dev/minScale").AsNumber() ?? 0m,
            !resource["template.spec.node_selector"].IsLeftOut()
        );
    }
}

/// <summary>vCPU and memory of one instance, all its containers together.</summary>
internal sealed record CloudRunSize(decimal Cpu, decimal MemoryGiB)
{
    /// <summary>vCPU, for a formula.</summary>
    internal string CpuText => string.Create(CultureInfo.InvariantCulture, $"{Cpu:0.######} vCPU");

    /// <summary>Memory, for a formula.</summary>
    internal string MemoryText => string.Create(CultureInfo.InvariantCulture, $"{MemoryGiB:0.######} GiB");

    /// <summary>The size of containers that run together, 1 vCPU and 512 MiB each by default; null when not known.</summary>
    internal static CloudRunSize? Of(IEnumerable<Value> containers)
    {
        var (cpu, memory) = (0m, 0m);
        foreach (var container in containers)
        {
            var limits = container.At("resources.limits");
            if (
                (!limits.IsLeftOut() && limits is not Value.MapOf)
                || ContainerQuantity.Cpu(limits.Entry("cpu").TextOr("1")) is not { } c
                || ContainerQuantity.MemoryGiB(limits.Entry("memory").TextOr("512Mi")) is not { } m
            )
            {
                return null;
            }

            (cpu, memory) = (cpu + c, memory + m);
        }

        return new(cpu, memory);
    }
}
