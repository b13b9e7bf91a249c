using System.Text;

namespace Drayage.Model.Events;

/// <summary>The id of an event.</summary>
internal static class EventId
{
    /// <summary>SHA-256 of waybill digest, type and subject, each on a line, as 64 lower-case hexadecimal digits.</summary>
    public static string Of(Digest waybill, string type, string subject) =>
        Digest.OfSha256(Encoding.UTF8.GetBytes($"{waybill}\n{type}\n{subject}\n")).Hex;
}
