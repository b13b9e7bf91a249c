using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model;

namespace Drayage.Formats.Json;

/// <summary>A JSON value that knows where it stands. Reading a member that is not there gives null, never an error.</summary>
public abstract record JsonItem
{
    private JsonItem(SourceLocation at) => At = at;

    /// <summary>Where the value's first character stands; for a string its opening quote.</summary>
    public SourceLocation At { get; }

    /// <summary>The text of a string; null for every other kind.</summary>
    public string? Text => this is String text ? text.Value : null;

    /// <summary>The elements of an array; empty for every other kind.</summary>
    public ImmutableArray<JsonItem> Items => this is Array array ? array.Elements : [];

    /// <summary>The members of an object in their order; empty for every other kind.</summary>
    public ImmutableArray<JsonMember> Members => this is Object value ? value.Entries : [];

    /// <summary>The value of a member; the last one where a name stands twice, as ECMAScript reads it.</summary>
    public JsonItem? this[string name]
    {
        get
        {
            var members = Members;
            for (var i = members.Length - 1; i >= 0; i--)
            {
                if (members[i].Name == name)
                    return members[i].Value;
            }

            return null;
        }
    }

    /// <summary>Whether ECMAScript takes the value for true: everything but <c>null</c>, <c>false</c>, <c>0</c> and <c>""</c>.</summary>
    public bool IsTruthy => this switch
    {
        Null => false,
        Boolean flag => flag.Value,
        Number number => double.Parse(number.Literal, CultureInfo.InvariantCulture) != 0,
        String text => text.Value.Length > 0,
        _ => true,
    };

    public sealed record Object(SourceLocation At, ImmutableArray<JsonMember> Entries) : JsonItem(At);

    public sealed record Array(SourceLocation At, ImmutableArray<JsonItem> Elements) : JsonItem(At);

    public sealed record String(SourceLocation At, string Value) : JsonItem(At);

    /// <param name="Literal">The number as spelt.</param>
    public sealed record Number(SourceLocation At, string Literal) : JsonItem(At);

    public sealed record Boolean(SourceLocation At, bool Value) : JsonItem(At);

    public sealed record Null(SourceLocation At) : JsonItem(At);
}
