using Grpc.Core;
using Infrar.Rehearsal.Protocol.Wire;

namespace Infrar.Rehearsal.Protocol;

/// <summary>Ends the process when the engine is done with a plugin it started itself.</summary>
internal sealed class ControllerService(IHostApplicationLifetime lifetime) : GRPCController.GRPCControllerBase
{
    public override Task<Empty> Shutdown(Empty request, ServerCallContext context)
    {
        lifetime.StopApplication();
        return Task.FromResult(new Empty());
    }
}
