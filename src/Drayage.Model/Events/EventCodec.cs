using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Model.Events;

/// <summary>Between a <see cref="ReleaseEvent"/> and its JSON. The same event gives the same bytes.</summary>
public static class EventCodec
{
    private const string Delivered = "delivered";

    public static byte[] Write(ReleaseEvent told) => JsonSerializer.SerializeToUtf8Bytes(ToDocument(told), EventJson.Strict.EventDocument);

    /// <exception cref="FormatException">The JSON is no event of this major version; the message says where and why.</exception>
    public static ReleaseEvent Read(ReadOnlySpan<byte> json)
    {
        try
        {
            RequireVersion(json);
            return FromDocument(JsonSerializer.Deserialize(json, EventJson.Strict.EventDocument) ?? throw new FormatException("the event is null"));
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"the event cannot be read at {malformed.Path ?? "$"}: {malformed.Message}", malformed);
        }
        // What JSON allows and text does not: half of a surrogate pair.
        catch (InvalidOperationException malformed)
        {
            throw new FormatException($"the event cannot be read: {malformed.Message}", malformed);
        }
    }

    /// <summary>Another major version may lack what is asked for below: its version says more than what is missing.</summary>
    private static void RequireVersion(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new FormatException($"an event is an object, not {document.RootElement.ValueKind}");
        if (document.RootElement.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String)
            EventVersion.Parse(schema.GetString()!);
    }

    private static EventDocument ToDocument(ReleaseEvent told) => new()
    {
        Schema = told.Schema.ToString(),
        Id = told.Id,
        Type = told.Type,
        Project = told.Release.Project,
        Tag = told.Release.Tag,
        Version = told.Release.Version,
        Versions = told.Release.Versions,
        Components = [.. told.Release.Components.Select(c => new ComponentDocument
        {
            Id = c.Id,
            Ecosystem = c.Ecosystem,
            Package = c.Package,
            NativeVersion = c.NativeVersion,
            UnknownFields = Kept(c.UnknownFields),
        })],
        ComponentsOmitted = told.Release.ComponentsOmitted > 0 ? told.Release.ComponentsOmitted : null,
        Waybill = new WaybillReference
        {
            Digest = told.Release.Waybill.Digest.ToString(),
            Urls = [.. told.Release.Waybill.Locations.Select(location => location.AbsoluteUri)],
            UnknownFields = Kept(told.Release.Waybill.UnknownFields),
        },
        Consignment = told switch
        {
            ReleaseEvent.ConsignmentDelivered e => ToDocument(e.Consignment, Delivered, failure: null),
            ReleaseEvent.ConsignmentFailed e => ToDocument(e.Consignment, WordOf(e.Failure.Outcome), e.Failure),
            _ => null,
        },
        UnknownFields = Kept(told.UnknownFields),
    };

    private static ConsignmentDocument ToDocument(AnnouncedConsignment consignment, string outcome, AnnouncedFailure? failure) => new()
    {
        Id = consignment.Id,
        Destination = consignment.Destination,
        Kind = consignment.Kind,
        Address = consignment.Address,
        Version = consignment.Version,
        Outcome = outcome,
        Message = failure?.Message,
        Because = failure?.Because,
        UnknownFields = Kept(consignment.UnknownFields),
    };

    private static ReleaseEvent FromDocument(EventDocument document)
    {
        var release = ReleaseOf(document);
        var (schema, unknown) = (EventVersion.Parse(document.Schema), Kept(document.UnknownFields));
        ReleaseEvent read = document.Type switch
        {
            EventTypes.ReleasePublished => new ReleaseEvent.Published { Release = release, Schema = schema, UnknownFields = unknown },
            EventTypes.ReleaseWithdrawn => new ReleaseEvent.Withdrawn { Release = release, Schema = schema, UnknownFields = unknown },
            EventTypes.ConsignmentDelivered => new ReleaseEvent.ConsignmentDelivered
            {
                Release = release,
                Schema = schema,
                UnknownFields = unknown,
                Consignment = DeliveredOf(document),
            },
            EventTypes.ConsignmentFailed => new ReleaseEvent.ConsignmentFailed
            {
                Release = release,
                Schema = schema,
                UnknownFields = unknown,
                Consignment = ConsignmentOf(document),
                Failure = FailureOf(document),
            },
            _ => throw new FormatException($"'{document.Type}' is no type of event ({string.Join(", ", EventTypes.All)})"),
        };
        return read.Id == document.Id
            ? read
            : throw new FormatException($"the event's id '{document.Id}' is not that of its waybill, type and subject, which is '{read.Id}'");
    }

    private static AnnouncedRelease ReleaseOf(EventDocument document) => new()
    {
        Project = Text(document.Project, "project"),
        Tag = Text(document.Tag, "tag"),
        Version = Text(document.Version, "version"),
        Versions = document.Versions.ContainsValue(null!) ? throw new FormatException("one of the event's 'versions' is null") : document.Versions,
        Components = [.. Items(document.Components, "components").Select(c => new AnnouncedComponent(Text(c.Id, "components.id"), c.Ecosystem, c.Package, c.NativeVersion)
        {
            UnknownFields = Kept(c.UnknownFields),
        })],
        ComponentsOmitted = document.ComponentsOmitted is < 0 ? throw new FormatException("the event's 'componentsOmitted' is negative") : document.ComponentsOmitted ?? 0,
        Waybill = new AnnouncedWaybill(Digest.Parse(document.Waybill.Digest), [.. Items(document.Waybill.Urls, "waybill.urls").Select(LocationOf)])
        {
            UnknownFields = Kept(document.Waybill.UnknownFields),
        },
    };

    private static AnnouncedConsignment ConsignmentOf(EventDocument document) =>
        document.Consignment is { } c
            ? new AnnouncedConsignment(Text(c.Id, "consignment.id"), c.Destination, c.Kind, c.Address, c.Version) { UnknownFields = Kept(c.UnknownFields) }
            : throw new FormatException($"the event lacks 'consignment', which {document.Type} is about");

    private static AnnouncedConsignment DeliveredOf(EventDocument document) =>
        ConsignmentOf(document) is var delivered && document.Consignment!.Outcome == Delivered
            ? delivered
            : throw new FormatException($"'{document.Consignment!.Outcome}' is no outcome of {document.Type}");

    private static AnnouncedFailure FailureOf(EventDocument document)
    {
        var word = document.Consignment!.Outcome;
        var outcome = Enum.GetValues<FailedOutcome>().Where(known => WordOf(known) == word).Cast<FailedOutcome?>().FirstOrDefault()
            ?? throw new FormatException($"'{word}' is no outcome of {document.Type}");
        return new AnnouncedFailure(
            outcome, document.Consignment.Message ?? throw new FormatException("the event lacks 'consignment.message'"), document.Consignment.Because);
    }

    private static string WordOf(FailedOutcome outcome) => outcome switch
    {
        FailedOutcome.Failed => "failed",
        FailedOutcome.Conflict => "conflict",
        FailedOutcome.Blocked => "blocked",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
    };

    private static Uri LocationOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var location)
        ? location
        : throw new FormatException($"'{text}' is no address of a waybill");

    // The serializer watches over the nulls of members, not over those of lists.
    private static ImmutableArray<T> Items<T>(ImmutableArray<T> items, string field)
        where T : class =>
        items.IsDefault || items.Contains(null!) ? throw new FormatException($"the event's '{field}' is null or holds a null") : items;

    private static string Text(string text, string field) =>
        text.Length > 0 ? text : throw new FormatException($"the event's '{field}' is empty");

    private static Dictionary<string, JsonElement>? Kept(ImmutableSortedDictionary<string, JsonElement> unknown) =>
        unknown.IsEmpty ? null : unknown.ToDictionary(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, JsonElement> Kept(Dictionary<string, JsonElement>? unknown) =>
        unknown is null ? ImmutableSortedDictionary<string, JsonElement>.Empty : unknown.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
