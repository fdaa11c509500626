using Infrar.Platform.Parts.Database;

namespace Infrar.Platform.Access;

/// <summary>Finds the project of an endpoint whose route names something that belongs to one, as <c>{id}</c>.</summary>
/// <param name="Find">From that id to the project's; null when there is nothing of that id.</param>
internal sealed record ProjectOf(Func<string, PlatformContext, Task<string?>> Find);
