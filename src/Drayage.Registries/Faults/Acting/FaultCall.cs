using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Faults.Acting;

/// <summary>A request that a fault is to strike.</summary>
/// <param name="Context">The request.</param>
/// <param name="Next">Carries it out.</param>
/// <param name="Protocol">Whose it is.</param>
/// <param name="Clock">For waiting.</param>
/// <param name="Struck">Told when the fault strikes, with the status of what was carried out; never for a request that has nothing to be struck.</param>
internal sealed record FaultCall(HttpContext Context, RequestDelegate Next, string Protocol, TimeProvider Clock, Action<int?> Struck)
{
    public Task ContinueAsync() => Next(Context);

    /// <summary>Ends the connection so that the client sees a reset, not an end.</summary>
    public void Reset()
    {
        // Only a socket that drops what it holds says RST. A Unix socket does not know the option.
        if (Context.Features.Get<IConnectionSocketFeature>()?.Socket is { LocalEndPoint: System.Net.IPEndPoint } socket)
            socket.LingerState = new System.Net.Sockets.LingerOption(enable: true, seconds: 0);
        Context.Abort();
    }
}
