using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Infrar.Core.Manifests.Meaning;

/// <summary>The quantities that the use of each kind of component is counted in, as <c>docs/usage.md</c> lists them.</summary>
internal static class UsageQuantities
{
    /// <summary>What is counted of the system as a whole.</summary>
    internal static ImmutableArray<string> OfSystem { get; } =
    ["dnsQueries", "auditEvents", "auditGB", "keyRequests", "vendorSeats"];

    private static readonly ImmutableArray<string> Outgoing = ["egressGB", "outboundGB", "crossZoneGB", "logGB"];

    private static readonly FrozenDictionary<ComponentKind, ImmutableArray<string>> ByKind = new Dictionary<
        ComponentKind,
        ImmutableArray<string>
    >
    {
        [ComponentKind.StaticSite] = ["requests", "egressGB", "builds"],
        [ComponentKind.Service] = ["requests", "newConnectionsPerSecond", "activeConnections", .. Outgoing, "copies"],
        [ComponentKind.Worker] = [.. Outgoing, "copies", "runs", "runMinutes"],
        [ComponentKind.ScheduledJob] = [.. Outgoing, "runs", "runMinutes"],
        [ComponentKind.Sidecar] = ["logGB"],
        [ComponentKind.PostgreSql] = ["backupGB", "replicaTransferGB", "logGB", "monitoringGB"],
        [ComponentKind.Redis] = ["backupGB"],
        [ComponentKind.ObjectStore] =
        [
            "storageGB",
            "archiveGB",
            "putRequests",
            "getRequests",
            "archivedObjects",
            "egressGB",
        ],
        [ComponentKind.Secrets] = ["tenantSecrets", "reads"],
        [ComponentKind.ContainerRegistry] = ["storageGB"],
    }.ToFrozenDictionary();

    /// <summary>What is counted of a kind.</summary>
    internal static ImmutableArray<string> Of(ComponentKind kind) => ByKind[kind];
}
