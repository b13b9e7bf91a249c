using System.Text;
using Drayage.Formats.Toml.Binding;
using Drayage.Formats.Toml.Reading;
using Drayage.Formats.Toml.Syntax;
using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>A TOML document by the specification 1.0.0 (toml.io/en/v1.0.0), with the place of every key and value.</summary>
public sealed class TomlDocument
{
    private TomlDocument(SourceText source, TomlTable root)
    {
        Source = source;
        Root = root;
    }

    public TomlTable Root { get; }

    /// <summary>The text as it was given, byte order mark included.</summary>
    public string Text => Source.Text;

    public string Path => Source.Path;

    internal SourceText Source { get; }

    /// <summary>Parses a document. A leading byte order mark is allowed.</summary>
    /// <param name="path">Names the document in locations and messages.</param>
    /// <exception cref="ReleaseException">The text is not TOML 1.0, or nests deeper than 256 levels.</exception>
    public static TomlDocument Parse(string text, string path)
    {
        var source = new SourceText(text, path);
        source.RefuseForbiddenCharacters();
        var statements = new DocumentReader(new Cursor(source)).Read();
        return new TomlDocument(source, new Binder(source).Bind(statements));
    }

    /// <summary>Parses the bytes of a file. TOML is UTF-8 by definition.</summary>
    /// <exception cref="ReleaseException">The bytes are not UTF-8 or the text is not TOML 1.0.</exception>
    public static TomlDocument ParseUtf8(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            return Parse(StrictUtf8.GetString(bytes), path);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes[..e.Index].Count((byte)'\n');
            var column = e.Index - (bytes[..e.Index].LastIndexOf((byte)'\n') + 1) + 1;
            throw new ReleaseException(
                ExitCode.Usage,
                $"cannot read {path} as TOML",
                $"{new SourceLocation(path, line, column)}: byte 0x{e.BytesUnknown![0]:X2} is not UTF-8",
                "save the file with the encoding UTF-8",
                e);
        }
    }

    /// <summary>Begins format-preserving edits. The document itself stays as it is.</summary>
    public TomlEditor Edit() => new(this);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
