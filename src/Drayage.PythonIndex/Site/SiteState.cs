using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Drayage.PythonIndex.Site;

/// <summary>What a site was made of, kept in it as <c>python-index.json</c>.</summary>
internal sealed record SiteState
{
    public const string FileName = "python-index.json";
    private const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>By repository, tag and name.</summary>
    public ImmutableArray<SiteFile> Files { get; init; } = [];

    /// <summary>Paths of everything else in the site.</summary>
    public ImmutableArray<string> Pages { get; init; } = [];

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SiteStateJson.Readable.SiteState), (byte)'\n'];

    /// <returns>Null where no site stands, or one of another form.</returns>
    public static SiteState? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SiteStateJson.Readable.SiteState) is { Schema: CurrentSchema } state ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(SiteState))]
internal sealed partial class SiteStateJson : JsonSerializerContext
{
    public static SiteStateJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    });
}
