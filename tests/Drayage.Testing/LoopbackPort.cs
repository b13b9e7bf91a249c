using System.Net;
using System.Net.Sockets;

namespace Drayage.Testing;

/// <summary>Ports of the loopback.</summary>
public static class LoopbackPort
{
    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
