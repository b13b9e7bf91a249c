using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Waybills;
using Drayage.Sealing.Dsse;
using Drayage.Sealing.InToto;
using Drayage.Sealing.Keys;

namespace Drayage.Sealing.Waybills;

/// <summary>A waybill in its signed envelope, with the bytes as they were written or received.</summary>
public sealed record SealedWaybill
{
    private SealedWaybill(Waybill waybill, DsseEnvelope envelope, ReadOnlyMemory<byte> bytes)
    {
        Waybill = waybill;
        Envelope = envelope;
        Bytes = bytes;
        Digest = Digest.OfSha256(envelope.Payload.Span);
    }

    public Waybill Waybill { get; }

    public DsseEnvelope Envelope { get; }

    /// <summary>The envelope's JSON.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// Names the release: the digest of the signed payload. Sealing the same release again gives another signature and the same digest.
    /// </summary>
    public Digest Digest { get; }

    public static SealedWaybill Seal(Waybill waybill, SigningKey key)
    {
        var statement = new InTotoStatement
        {
            Subjects = [.. waybill.Artifacts.Select(a => InTotoSubject.Of(a.Name.Text, a.Digest))],
            PredicateType = Waybill.PredicateType,
            Predicate = WaybillCodec.Write(waybill),
        };
        var envelope = statement.SealedBy(key);
        return new SealedWaybill(waybill, envelope, envelope.ToJson());
    }

    /// <summary>Reads an envelope without trusting it: <see cref="RequireSignature"/> says whether it may be acted on.</summary>
    /// <param name="bytes">The envelope's JSON; kept.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">It is no envelope, no statement or no waybill, or its subjects are not its artifacts.</exception>
    public static SealedWaybill Parse(ReadOnlyMemory<byte> bytes, string origin)
    {
        var envelope = DsseEnvelope.Parse(bytes.Span, origin);
        var statement = InTotoStatement.From(envelope, origin);
        if (statement.PredicateType != Waybill.PredicateType)
            throw new ReleaseException(ExitCode.Refused, $"{origin} is no waybill", $"its predicate type is '{statement.PredicateType}' instead of '{Waybill.PredicateType}'", "use a version of drayage that knows this type");
        try
        {
            var read = new SealedWaybill(WaybillCodec.Read(statement.Predicate.Span), envelope, bytes);
            read.RequireSubjects(statement, origin);
            return read;
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Refused, $"{origin} is no readable waybill", malformed.Message, "fetch it again from the release", malformed);
        }
    }

    /// <returns>The keys whose signatures hold.</returns>
    /// <exception cref="ReleaseException">None does.</exception>
    public ImmutableArray<VerificationKey> RequireSignature(string origin, params IEnumerable<VerificationKey> keys)
    {
        var known = keys.ToArray();
        var holding = Envelope.Verify(known);
        return holding.Length > 0 ? holding : throw new ReleaseException(
            ExitCode.Refused,
            $"{origin}: the signature does not hold",
            $"signed by {string.Join(", ", Envelope.Signatures.Select(s => s.KeyId).DefaultIfEmpty("nobody"))}, checked with {string.Join(", ", known.Select(k => k.KeyId))}",
            "get the public key from the project itself; if it is the right one, do not use these files");
    }

    private void RequireSubjects(InTotoStatement statement, string origin)
    {
        var stated = statement.Subjects.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var missing = Waybill.Artifacts.FirstOrDefault(a => !statement.Subjects.Any(s => s.Name == a.Name.Text && s.Has(a.Digest)));
        if (missing is not null || stated.Count != Waybill.Artifacts.Length)
            throw new ReleaseException(ExitCode.Refused, $"{origin} contradicts itself", $"subjects and artifacts differ{(missing is null ? "" : $" at {missing.Name}")}", "do not use it");
    }
}
