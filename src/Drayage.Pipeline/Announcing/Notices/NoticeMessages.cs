namespace Drayage.Pipeline.Announcing.Notices;

/// <summary>The messages that are told where the configuration writes none: what stands where, or what did not get through and how to go on, and the waybill.</summary>
public static class NoticeMessages
{
    // Chats show so many lines before they fold them.
    private const int MostItems = 20;

    /// <summary>The template for a service. It says what the headline does not.</summary>
    public static string For(NoticeMarkup markup)
    {
        var delivered = $$$"""{{{markup.Bullet}}}{{ d.destination }}: {% if d.url %}{{{markup.Link("{{ d.address }}", "{{ d.url }}")}}}{% else %}{{ d.address }}{% endif %} {{ d.version }}""";
        var failed = $$$"""{{{markup.Bullet}}}{{ f.id }} ({{ f.outcome }}): {{ f.message }}{% if f.because %} – {{ f.because }}{% endif %}""";
        var waybill = $$$"""Waybill{% if waybill.url %}: {{{markup.Link("{{ waybill.digest }}", "{{ waybill.url }}")}}}{% else %} {{ waybill.digest }}{% endif %}""";
        return $$$"""
            {% if type == 'release.published' %}{% for d in deliveries[:{{{MostItems}}}] %}{{{delivered}}}
            {% endfor %}{% if deliveries | length > {{{MostItems}}} %}{{{markup.Bullet}}}and {{ deliveries | length - {{{MostItems}}} }} more
            {% endif %}{{{markup.Paragraph}}}{% elif type == 'release.withdrawn' %}It was taken back as far as its destinations allow.
            {{{markup.Paragraph}}}{% elif failures %}{% for f in failures %}{{{failed}}}
            {% endfor %}{% if failures_omitted %}{{{markup.Bullet}}}and {{ failures_omitted }} more
            {% endif %}{{{markup.Paragraph}}}{% endif %}{% if resume %}Once that is mended, go on where it ran: {{ resume }}
            {{{markup.Paragraph}}}{% endif %}{{{waybill}}}
            """;
    }
}
