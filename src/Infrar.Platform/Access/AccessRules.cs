using Infrar.Platform.Http;

namespace Infrar.Platform.Access;

/// <summary>Holds that every endpoint says who may use it.</summary>
internal static class AccessRules
{
    /// <summary>Refuses to go on when an endpoint has no rule, or more than one, or one that comes too late for a replica.</summary>
    public static void Check(IEndpointRouteBuilder routes)
    {
        var wrong = routes
            .DataSources.SelectMany(s => s.Endpoints)
            .Where(e => e.Metadata.OfType<AccessRule>().Count() is not 1)
            .Select(e => e.DisplayName)
            .ToList();
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException(
                $"Endpoints without exactly one access rule: {string.Join(", ", wrong)}."
            );
        }

        // Access is decided on the primary, so what a replica answers must have been decided before the endpoint is asked.
        var undecided = routes
            .DataSources.SelectMany(s => s.Endpoints)
            .Where(e => e.Metadata.GetMetadata<ReplicaMay>() is not null)
            .Where(e =>
                e.Metadata.GetMetadata<AccessRule>()?.To
                    is not (AccessTo.Team or AccessTo.Project or AccessTo.Installation)
            )
            .Select(e => e.DisplayName)
            .ToList();
        if (undecided.Count > 0)
        {
            throw new InvalidOperationException(
                $"Endpoints that may be late and decide about access themselves: {string.Join(", ", undecided)}."
            );
        }
    }
}
