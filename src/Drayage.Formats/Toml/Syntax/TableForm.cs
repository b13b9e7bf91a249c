namespace Drayage.Formats.Toml.Syntax;

/// <summary>How a table came to be, which decides who may extend it and how an editor adds to it.</summary>
internal enum TableForm
{
    Root,

    /// <summary>Under its own <c>[header]</c> or <c>[[header]]</c>.</summary>
    Header,

    /// <summary>Named only on the way in longer headers; may still get a header of its own.</summary>
    SuperTable,

    /// <summary>Defined by dotted keys.</summary>
    Dotted,

    Inline,
}
