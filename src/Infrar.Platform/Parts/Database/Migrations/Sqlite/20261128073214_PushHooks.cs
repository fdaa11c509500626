using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PushHooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "push_hooks",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    branch = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    orders = table.Column<string>(type: "TEXT", maxLength: 400000, nullable: false),
                    release_to = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    username = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_hooks", x => x.id);
                    table.ForeignKey(
                        name: "fk_push_hooks_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "push_deliveries",
                columns: table => new
                {
                    hook_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    branch = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    commit = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    build_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    refusal = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_deliveries", x => new { x.hook_id, x.body });
                    table.ForeignKey(
                        name: "fk_push_deliveries_push_hooks_hook_id",
                        column: x => x.hook_id,
                        principalTable: "push_hooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_push_deliveries_hook_id_received_at",
                table: "push_deliveries",
                columns: new[] { "hook_id", "received_at" }
            );

            migrationBuilder.CreateIndex(name: "ix_push_hooks_project_id", table: "push_hooks", column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "push_deliveries");

            migrationBuilder.DropTable(name: "push_hooks");
        }
    }
}
