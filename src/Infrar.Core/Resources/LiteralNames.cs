namespace Infrar.Core.Resources;

/// <summary>Resources by the ids, ARNs and names that their attributes state: how existing things are referred to literally.</summary>
internal sealed class LiteralNames
{
    private readonly Dictionary<string, Resource> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Resource> _arns = new(StringComparer.Ordinal);

    // Null where several resources share the name.
    private readonly Dictionary<string, Resource?> _names = new(StringComparer.Ordinal);

    /// <summary>The names of resources, in the order of a graph.</summary>
    internal LiteralNames(IEnumerable<Resource> resources)
    {
        foreach (var resource in resources)
        {
            if (resource.Attributes["id"] is Value.Text { Content.Length: > 0 } id)
            {
                if (!_ids.TryGetValue(id.Content, out var other) || BelongsTo(other, resource))
                {
                    _ids[id.Content] = resource;
                }
            }

            if (resource.Attributes["arn"] is Value.Text { Content.Length: > 0 } arn)
            {
                _arns.TryAdd(arn.Content, resource);
            }

            if (!resource.IsData && resource.Attributes["name"] is Value.Text { Content.Length: > 0 } name)
            {
                _names[name.Content] = _names.ContainsKey(name.Content) ? null : resource;
            }
        }
    }

    /// <summary>Whether no resource states an id or an ARN, as before anything exists.</summary>
    internal bool IsEmpty => _ids.Count == 0 && _arns.Count == 0;

    /// <summary>The resource with that id, ARN, or name that no other has; or null.</summary>
    internal Resource? Find(string text) => FindById(text) ?? _names.GetValueOrDefault(text);

    /// <summary>The resource with that id or ARN, or null.</summary>
    internal Resource? FindById(string text) => _ids.GetValueOrDefault(text) ?? _arns.GetValueOrDefault(text);

    // What configures a thing further often has the same id, and the thing's type as the beginning of its own.
    private static bool BelongsTo(Resource part, Resource whole) =>
        part.Type.Length > whole.Type.Length + 1
        && part.Type.StartsWith(whole.Type, StringComparison.Ordinal)
        && part.Type[whole.Type.Length] == '_';
}
