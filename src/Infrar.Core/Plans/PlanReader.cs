using Infrar.Core.Placements;

namespace Infrar.Core.Plans;

/// <summary>Reads what <c>tofu show -json</c> writes of a plan or a state.</summary>
public static class PlanReader
{
    /// <summary>Reads a plan or a state; both are told apart by what they hold.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark; hostile until read.</param>
    /// <param name="file">Name for diagnostics, as the user gave it.</param>
    /// <param name="catalog">Says which region a resource lives in.</param>
    public static PlanReading Read(ReadOnlyMemory<byte> json, string file, Catalog catalog) =>
        throw new NotImplementedException();
}
