"""What all pages look like, and what stands on them: menus, signs, controls, marks."""
