using System.Collections.Immutable;

namespace Infrar.Platform.Http;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most the number asked for.</param>
/// <param name="Next">The <c>cursor</c> of the page after it; null on the last one.</param>
internal sealed record Page<T>(ImmutableArray<T> Items, string? Next)
{
    /// <summary>From one more row than the page holds.</summary>
    /// <param name="rows">At most <paramref name="limit"/> + 1 rows.</param>
    /// <param name="limit">How many a page holds.</param>
    /// <param name="cursor">Where a row stands in the order of the list.</param>
    public static Page<T> Of(IReadOnlyList<T> rows, int limit, Func<T, string> cursor) =>
        rows.Count > limit ? new([.. rows.Take(limit)], cursor(rows[limit - 1])) : new([.. rows], null);
}

/// <summary>Which page of a list is asked for.</summary>
internal sealed record PageRequest
{
    /// <summary><see cref="Page{T}.Next"/> of the page before; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items of one page, 1 to 200; 50 when left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Most items of one page.</summary>
    public int Size => Math.Clamp(Limit ?? 50, 1, 200);

    /// <summary>For lists with the newest first: only what is older than this belongs to the page.</summary>
    /// <remarks>A cursor is the id of the last row seen; any text is safe to compare with, and the first page has none.</remarks>
    public Id<T> Before<T>()
        where T : IIdentified => new(Cursor is null or "" ? $"{T.Prefix}-~" : Cursor);
}
