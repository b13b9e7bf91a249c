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
        Consignments = told is ReleaseEvent.Failed some ? [.. some.Consignments.Select(c => ToDocument(c.Consignment, WordOf(c.Failure.Outcome), c.Failure))] : null,
        ConsignmentsOmitted = told is ReleaseEvent.Failed { ConsignmentsOmitted: > 0 } most ? most.ConsignmentsOmitted : null,
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
            EventTypes.ReleaseFailed => new ReleaseEvent.Failed
            {
                Release = release,
                Schema = schema,
                UnknownFields = unknown,
                Consignments = FailedOf(document),
                ConsignmentsOmitted = Omitted(document.ConsignmentsOmitted, "consignmentsOmitted"),
            },
            EventTypes.ConsignmentDelivered => new ReleaseEvent.ConsignmentDelivered
            {
                Release = release,
                Schema = schema,
                UnknownFields = unknown,
                Consignment = DeliveredOf(Told(document), document.Type),
            },
            EventTypes.ConsignmentFailed => new ReleaseEvent.ConsignmentFailed
            {
                Release = release,
                Schema = schema,
                UnknownFields = unknown,
                Consignment = ConsignmentOf(Told(document), "consignment"),
                Failure = FailureOf(Told(document), "consignment", document.Type),
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
        ComponentsOmitted = Omitted(document.ComponentsOmitted, "componentsOmitted"),
        Waybill = new AnnouncedWaybill(Digest.Parse(document.Waybill.Digest), [.. Items(document.Waybill.Urls, "waybill.urls").Select(LocationOf)])
        {
            UnknownFields = Kept(document.Waybill.UnknownFields),
        },
    };

    private static ConsignmentDocument Told(EventDocument document) =>
        document.Consignment ?? throw new FormatException($"the event lacks 'consignment', which {document.Type} is about");

    private static ImmutableArray<FailedConsignment> FailedOf(EventDocument document) =>
        document.Consignments is { IsDefaultOrEmpty: false } all
            ? [.. Items(all, "consignments").Select(c => new FailedConsignment(ConsignmentOf(c, "consignments"), FailureOf(c, "consignments", document.Type)))]
            : throw new FormatException($"the event lacks 'consignments', which {document.Type} is about");

    private static AnnouncedConsignment ConsignmentOf(ConsignmentDocument c, string field) =>
        new(Text(c.Id, $"{field}.id"), c.Destination, c.Kind, c.Address, c.Version) { UnknownFields = Kept(c.UnknownFields) };

    private static AnnouncedConsignment DeliveredOf(ConsignmentDocument document, string type) =>
        ConsignmentOf(document, "consignment") is var delivered && document.Outcome == Delivered
            ? delivered
            : throw new FormatException($"'{document.Outcome}' is no outcome of {type}");

    private static AnnouncedFailure FailureOf(ConsignmentDocument document, string field, string type)
    {
        var outcome = Enum.GetValues<FailedOutcome>().Where(known => WordOf(known) == document.Outcome).Cast<FailedOutcome?>().FirstOrDefault()
            ?? throw new FormatException($"'{document.Outcome}' is no outcome of {type}");
        return new AnnouncedFailure(outcome, document.Message ?? throw new FormatException($"the event lacks '{field}.message'"), document.Because);
    }

    private static int Omitted(int? count, string field) =>
        count is < 0 ? throw new FormatException($"the event's '{field}' is negative") : count ?? 0;

    /// <summary>The outcome as it is written.</summary>
    public static string WordOf(FailedOutcome outcome) => outcome switch
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
