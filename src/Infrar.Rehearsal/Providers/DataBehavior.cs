using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers;

/// <summary>A data source whose answer takes computing. Returns the configuration with computed attributes set.</summary>
internal delegate Value DataBehavior(ResourceScope scope, Value config);
