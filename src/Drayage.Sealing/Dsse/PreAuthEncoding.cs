using System.Globalization;
using System.Text;

namespace Drayage.Sealing.Dsse;

/// <summary>What a DSSE signature is over (DSSE protocol 1.0.2, "Signature Definition").</summary>
public static class PreAuthEncoding
{
    /// <summary><c>"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body</c>; lengths are bytes in decimal ASCII.</summary>
    public static byte[] Of(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type.Length} ");
        var middle = string.Create(CultureInfo.InvariantCulture, $" {payload.Length} ");
        return [.. Encoding.ASCII.GetBytes(head), .. type, .. Encoding.ASCII.GetBytes(middle), .. payload];
    }
}
