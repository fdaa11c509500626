using Infrar.Core.Manifests;

namespace Infrar.Providers.Aws.Compute;

/// <summary>How many copies a rolling update may have, as percents of those wanted.</summary>
/// <param name="LeastHealthyPercent">Never fewer healthy ones.</param>
/// <param name="MostPercent">Never more, old and new together.</param>
internal sealed record RollingUpdate(int LeastHealthyPercent, int MostPercent)
{
    /// <summary>
    /// New copies come before old ones go, so that an update never takes capacity away; the share replaced at a time is
    /// the room above 100 %.
    /// </summary>
    public static RollingUpdate Of(Workload workload)
    {
        var share = workload is Service service ? service.RolloutPercent : 100;

        // ECS rounds the room down: without room for one whole copy the update would never begin.
        var copies = Math.Max(workload.Scaling.Min, 1);
        var room = copies * share / 100 >= 1 ? share : (100 + copies - 1) / copies;
        return new(100, 100 + room);
    }
}
