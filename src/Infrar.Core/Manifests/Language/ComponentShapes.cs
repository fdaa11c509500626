using System.Collections.Immutable;
using static Infrar.Core.Manifests.Language.Shapes;

namespace Infrar.Core.Manifests.Language;

/// <summary>What the manifest may say of a component: by kind, with what all kinds share.</summary>
internal static class ComponentShapes
{
    /// <summary>Any component.</summary>
    internal static TaggedShape Any =>
        new(
            "kind",
            [
                Case(ComponentKind.StaticSite, WorkloadShapes.StaticSite),
                Case(ComponentKind.Service, WorkloadShapes.Service),
                Case(ComponentKind.Worker, WorkloadShapes.Worker),
                Case(ComponentKind.ScheduledJob, WorkloadShapes.ScheduledJob),
                Case(ComponentKind.Sidecar, WorkloadShapes.Sidecar),
                Case(ComponentKind.PostgreSql, DataShapes.PostgreSql),
                Case(ComponentKind.Redis, DataShapes.Redis),
                Case(ComponentKind.ObjectStore, DataShapes.ObjectStore),
                Case(ComponentKind.Secrets, DataShapes.Secrets),
                Case(ComponentKind.ContainerRegistry, DataShapes.ContainerRegistry),
            ]
        )
        {
            Description = "One part of the system; `kind` says which sort, and so which fields it has.",
        };

    /// <summary>A component of one kind: the common fields, then its own.</summary>
    internal static ObjectShape Of(ComponentKind kind, string description, params ImmutableArray<Field> fields) =>
        Fields(
            description,
            [
                Required("kind", Choice("The sort of the component.", kind.Word())),
                Optional("title", Text("Name for people; the key by default.")),
                .. fields,
                Optional(
                    "uses",
                    OneOrMore(
                        "Components that this one calls, reads or writes; the network is opened for these and nothing else.",
                        Name("Component.")
                    )
                ),
            ]
        );

    private static (string Word, ObjectShape Shape) Case(ComponentKind kind, ObjectShape shape) => (kind.Word(), shape);
}
