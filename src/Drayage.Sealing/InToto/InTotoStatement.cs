using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Sealing.Dsse;
using Drayage.Sealing.Keys;

namespace Drayage.Sealing.InToto;

/// <summary>An in-toto Statement v1: a predicate said of artifacts. What is signed and hashed is <see cref="ToJson"/>, once.</summary>
public sealed record InTotoStatement
{
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The payload type of an envelope that holds a statement.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    public required ImmutableArray<InTotoSubject> Subjects { get; init; }

    /// <summary>A URI that says what the predicate means.</summary>
    public required string PredicateType { get; init; }

    /// <summary>One JSON object in UTF-8, as its owner wrote it.</summary>
    public required ReadOnlyMemory<byte> Predicate { get; init; }

    /// <summary>Reads a statement. Fields beyond the specification's are passed over.</summary>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ReleaseException">It is no Statement v1.</exception>
    public static InTotoStatement Parse(ReadOnlyMemory<byte> json, string origin) => StatementJson.Read(json, origin);

    /// <summary>Reads the statement in an envelope, without verifying it.</summary>
    /// <exception cref="ReleaseException">The envelope holds something else.</exception>
    public static InTotoStatement From(DsseEnvelope envelope, string origin) =>
        envelope.PayloadType == PayloadType
            ? Parse(envelope.Payload, origin)
            : throw new ReleaseException(
                ExitCode.Refused,
                $"{origin} holds no in-toto statement",
                $"its payload type is '{envelope.PayloadType}' instead of '{PayloadType}'");

    /// <summary>
    /// UTF-8 on one line: fields in the specification's order, subjects sorted by name, the predicate byte for byte.
    /// </summary>
    /// <exception cref="System.Text.Json.JsonException">The predicate is no JSON.</exception>
    public byte[] ToJson() => StatementJson.Write(this);

    /// <summary>The statement in an envelope with one signature.</summary>
    public DsseEnvelope SealedBy(SigningKey key) => DsseEnvelope.Of(PayloadType, ToJson()).SignedBy(key);
}
