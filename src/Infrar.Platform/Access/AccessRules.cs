namespace Infrar.Platform.Access;

/// <summary>Holds that every endpoint says who may use it.</summary>
internal static class AccessRules
{
    /// <summary>Refuses to go on when an endpoint has no rule, or more than one.</summary>
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
    }
}
