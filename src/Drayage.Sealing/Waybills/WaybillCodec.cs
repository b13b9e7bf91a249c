using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Model.Targets;
using Drayage.Model.Waybills;

namespace Drayage.Sealing.Waybills;

/// <summary>Between a <see cref="Waybill"/> and its predicate bytes. The same waybill gives the same bytes.</summary>
public static class WaybillCodec
{
    public static byte[] Write(Waybill waybill) =>
        JsonSerializer.SerializeToUtf8Bytes(ToDocument(waybill), WaybillJson.Readable.WaybillDocument);

    /// <exception cref="FormatException">The predicate is no waybill of this version; the message says where.</exception>
    public static Waybill Read(ReadOnlySpan<byte> predicate)
    {
        try
        {
            return FromDocument(JsonSerializer.Deserialize(predicate, WaybillJson.Readable.WaybillDocument) ?? throw new FormatException("the waybill is null"));
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"the waybill cannot be read at {malformed.Path ?? "$"}: {malformed.Message}", malformed);
        }
    }

    private static WaybillDocument ToDocument(Waybill waybill) => new()
    {
        Project = waybill.Project,
        Source = new SourceDocument { Commit = waybill.Commit, CommitTime = waybill.CommitTime },
        Components = [.. waybill.Components.Select(c => new ComponentDocument
        {
            Id = c.Id,
            Ecosystem = c.Ecosystem,
            Package = c.Package,
            Version = c.Version,
            NativeVersion = c.NativeVersion,
            Tag = c.Tag,
        })],
        Artifacts = [.. waybill.Artifacts.Select(a => new ArtifactDocument
        {
            Name = a.Name.Text,
            Kind = a.Kind,
            Component = a.Component,
            Platform = a.Platform?.ToString(),
            Digest = a.Digest.ToString(),
            Size = a.Size,
        })],
        Consignments = [.. waybill.Consignments.Select(ToDocument)],
        Recipes = RecipeCodec.ToDocument(waybill.Recipes),
    };

    private static ConsignmentDocument ToDocument(Consignment consignment) => new()
    {
        Id = consignment.Id,
        Destination = consignment.Destination,
        Kind = consignment.Kind,
        Address = consignment.Address,
        Version = consignment.Version,
        Components = consignment.Components.IsEmpty ? null : consignment.Components,
        Phase = consignment.Phase,
        Effects = [.. consignment.Effects.Select(ToDocument)],
        Needs = consignment.Needs.IsEmpty ? null : consignment.Needs,
        Options = consignment.Options.IsEmpty ? null : consignment.Options,
        Announcement = consignment.Announcement is not { } told ? null : new AnnouncementDocument
        {
            Notice = told.IsNotice ? true : null,
            Tag = told.Tag,
            Versions = told.Versions,
            Events = told.Events,
            About = told.About,
            Waybills = told.Waybills,
        },
    };

    private static EffectDocument ToDocument(Effect effect) => effect switch
    {
        Effect.Open => new EffectDocument { Type = "open" },
        Effect.Put put => new EffectDocument { Type = "put", Name = put.Name, Digest = put.Digest?.ToString(), Size = put.Digest is null ? null : put.Size },
        Effect.Point point => new EffectDocument { Type = "point", Name = point.Name, Digest = point.Target?.ToString() },
        Effect.Announce told => new EffectDocument { Type = "announce", Name = told.Type, Subject = told.Subject },
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static Waybill FromDocument(WaybillDocument document) => new()
    {
        Project = document.Project,
        Commit = document.Source.Commit,
        CommitTime = document.Source.CommitTime,
        Components = [.. document.Components.Select(c => new WaybillComponent(c.Id, c.Ecosystem, c.Package, c.Version, c.NativeVersion, c.Tag))],
        Artifacts = [.. document.Artifacts.Select(FromDocument)],
        Consignments = [.. document.Consignments.Select(FromDocument)],
        Recipes = RecipeCodec.FromDocument(document.Recipes),
    };

    private static Artifact FromDocument(ArtifactDocument artifact) => new()
    {
        Name = ArtifactName.Parse(artifact.Name),
        Kind = artifact.Kind,
        Component = artifact.Component,
        Platform = artifact.Platform is null ? null : TargetPlatform.Parse(artifact.Platform),
        Digest = Digest.Parse(artifact.Digest),
        Size = artifact.Size,
    };

    private static Consignment FromDocument(ConsignmentDocument consignment) => new()
    {
        Id = consignment.Id,
        Destination = consignment.Destination,
        Kind = consignment.Kind,
        Address = consignment.Address,
        Version = consignment.Version,
        Components = consignment.Components ?? [],
        Phase = consignment.Phase ?? 1,
        Effects = [.. consignment.Effects.Select(FromDocument)],
        Needs = consignment.Needs ?? [],
        Options = consignment.Options ?? ImmutableSortedDictionary<string, string>.Empty,
        Announcement = consignment.Announcement is not { } told ? null : new Announcement
        {
            IsNotice = told.Notice is true,
            Tag = told.Tag,
            Versions = told.Versions,
            Events = told.Events,
            About = told.About,
            Waybills = told.Waybills,
        },
    };

    private static Effect FromDocument(EffectDocument effect) => (effect.Type, effect.Name) switch
    {
        ("open", _) => new Effect.Open(),
        ("put", { } name) => new Effect.Put(name, effect.Digest is null ? null : Digest.Parse(effect.Digest), effect.Size ?? 0),
        ("point", { } name) => new Effect.Point(name, effect.Digest is null ? null : Digest.Parse(effect.Digest)),
        ("announce", { } type) when effect.Subject is { } subject => new Effect.Announce(type, subject),
        _ => throw new FormatException($"'{effect.Type}' is no effect of a waybill of version 1"),
    };
}
