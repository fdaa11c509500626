using System.Collections.Immutable;
using System.Text.Json;
using Infrar.Platform.Http;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Infrar.Platform.Parts.Database;

/// <summary>A list that is kept as JSON in one column; it is replaced as a whole.</summary>
internal sealed class JsonColumn<T>()
    : ValueConverter<ImmutableArray<T>, string>(
        list => JsonSerializer.Serialize(list, JsonShape.Options),
        stored =>
            stored.Length == 0
                ? ImmutableArray<T>.Empty
                : JsonSerializer.Deserialize<ImmutableArray<T>>(stored, JsonShape.Options)
    );

/// <summary>Whether such a list is still what it was.</summary>
internal sealed class ListComparer<T>()
    : ValueComparer<ImmutableArray<T>>((one, other) => one.SequenceEqual(other), list => list.Length, list => list);
