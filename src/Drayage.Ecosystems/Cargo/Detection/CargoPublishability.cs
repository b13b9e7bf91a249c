using Drayage.Formats.Toml;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>Whether <c>cargo publish</c> would go ahead (doc.rust-lang.org/cargo/reference/manifest.html#the-publish-field).</summary>
internal static class CargoPublishability
{
    public static Publishability Of(CargoFields fields)
    {
        switch (fields.Get("publish"))
        {
            case TomlBoolean { Value: false } no:
                return new Publishability(false, "publish = false", no.At);
            case TomlBoolean yes:
                return new Publishability(true, "publish = true", yes.At);
            case TomlArray { Items.IsEmpty: true } nowhere:
                return new Publishability(false, "publish = []", nowhere.At);
            case TomlArray registries:
                var names = registries.Items.OfType<TomlString>().Select(name => name.Value).ToList();
                return new Publishability(true, $"publish = [{string.Join(", ", names.Select(name => $"\"{name}\""))}]", registries.At) { Registries = [.. names] };
            case { } other:
                throw CargoManifest.Refusal($"found {other.Kind}, expected a boolean or an array of registries", other.At, "change 'package.publish'");
            default:
                return fields.Get("version") is null ? new Publishability(false, "no version") : new Publishability(true, "default");
        }
    }

    /// <summary>True where somebody decided so, and not the default.</summary>
    public static bool IsExplicit(Publishability publishability) => publishability.At is not null;
}
