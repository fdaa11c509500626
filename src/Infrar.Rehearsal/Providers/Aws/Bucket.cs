using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Planning;
using Infrar.Rehearsal.Values;

namespace Infrar.Rehearsal.Providers.Aws;

/// <summary>A bucket goes only when it is empty, or when its contents may go with it.</summary>
internal sealed class Bucket : TypeBehavior
{
    public override IEnumerable<Diagnostic> RefuseDelete(
        ResourceScope scope,
        Cloud cloud,
        CloudKey existing,
        Value prior
    )
    {
        var held = cloud.OfType("aws_s3_object").FirstOrDefault(o => o.Text("bucket") == existing.Id);
        return held is null || prior["force_destroy"].AsBool is true
            ? []
            :
            [
                new Diagnostic(
                    "Bucket is not empty",
                    $"{existing.Id} holds {held.Text("key")}, and force_destroy is not set."
                ),
            ];
    }
}
