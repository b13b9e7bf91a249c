using System.Collections.Immutable;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Model.Events;

namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>Templates of what people read. Their values are escaped for the service, so that no tag or error text calls anybody or breaks the markup.</summary>
public static class NoticeTemplate
{
    /// <summary>What templates may name.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["headline", "type", "id", "subject", "project", "tag", "version", "components", "deliveries", "failures", "failures_omitted", "resume", "waybill"];

    /// <summary>Tries a template on an event of each type before anything is built.</summary>
    /// <exception cref="ReleaseException">It cannot be read, names something else, or cannot be rendered.</exception>
    public static void Check(string template, SourceLocation at)
    {
        var parsed = Template.Parse(template, at);
        parsed.RequireKnown(Names);
        foreach (var sample in NoticeSamples.All)
            parsed.Render(Variables(sample, NoticeMarkup.Plain));
    }

    /// <param name="template">A template that was checked.</param>
    /// <param name="notice">What is told.</param>
    /// <param name="markup">Of the service that shows it.</param>
    public static string Render(string template, Notice notice, NoticeMarkup markup) =>
        Template.Parse(template, new SourceLocation("message", 1, 1)).Render(Variables(notice, markup)).Trim();

    /// <summary>One line in plain text: the headline where nothing else comes of the template, since services want a title.</summary>
    /// <inheritdoc cref="Render"/>
    public static string RenderTitle(string template, Notice notice) =>
        NoticeText.OneLine(Render(template, notice, NoticeMarkup.Plain)) is { Length: > 0 } title ? title : NoticeText.OneLine(notice.Headline);

    private static TemplateVariables Variables(Notice notice, NoticeMarkup markup)
    {
        var told = notice.Event;
        var release = told.Release;
        return TemplateVariables.Of(
        [
            Value("headline", notice.Headline, markup),
            // Drayage's own words, which templates compare.
            new("type", told.Type),
            new("id", told.Id),
            Value("subject", told.Subject, markup),
            Value("project", release.Project, markup),
            Value("tag", release.Tag, markup),
            Value("version", release.Version, markup),
            new("components", List(release.Components, c => [Value("id", c.Id, markup), Value("ecosystem", c.Ecosystem, markup), Value("package", c.Package, markup), Value("version", c.NativeVersion, markup)])),
            new("deliveries", List(notice.Deliveries, d => Of(d, markup))),
            new("failures", List(FailuresOf(told), f => Of(f, markup))),
            new("failures_omitted", told is ReleaseEvent.Failed failed ? failed.ConsignmentsOmitted : 0),
            Value("resume", notice.Resume, markup),
            new("waybill", TemplateValue.MappingOf([new("digest", release.Waybill.Digest.ToString()), Address(release.Waybill.Locations.FirstOrDefault(IsWeb), markup)])),
        ]);
    }

    private static ImmutableArray<FailedConsignment> FailuresOf(ReleaseEvent told) => told switch
    {
        ReleaseEvent.Failed failed => failed.Consignments,
        ReleaseEvent.ConsignmentFailed one => [new FailedConsignment(one.Consignment, one.Failure)],
        _ => [],
    };

    private static KeyValuePair<string, TemplateValue>[] Of(NoticedDelivery d, NoticeMarkup markup) =>
    [
        Value("id", d.Id, markup),
        Value("destination", d.Destination, markup),
        Value("kind", d.Kind, markup),
        Value("address", d.Address, markup),
        Value("version", d.Version, markup),
        new("status", d.Status),
        Address(d.Url is { } url && IsWeb(url) ? url : null, markup),
    ];

    private static KeyValuePair<string, TemplateValue>[] Of(FailedConsignment f, NoticeMarkup markup) =>
    [
        Value("id", f.Consignment.Id, markup),
        Value("destination", f.Consignment.Destination, markup),
        Value("address", f.Consignment.Address, markup),
        Value("version", f.Consignment.Version, markup),
        new("outcome", EventCodec.WordOf(f.Failure.Outcome)),
        Value("message", f.Failure.Message, markup),
        Value("because", f.Failure.Because ?? "", markup),
    ];

    // What opens elsewhere than in a browser is nothing to click on.
    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp;

    private static TemplateValue List<T>(ImmutableArray<T> items, Func<T, KeyValuePair<string, TemplateValue>[]> fields) =>
        TemplateValue.ListOf(items.Select(item => TemplateValue.MappingOf(fields(item))));

    private static KeyValuePair<string, TemplateValue> Value(string name, string value, NoticeMarkup markup) =>
        new(name, markup.Escape(NoticeText.OneLine(value)));

    private static KeyValuePair<string, TemplateValue> Address(Uri? url, NoticeMarkup markup) =>
        new("url", url is null ? "" : markup.EscapeAddress(NoticeText.Address(url)));
}
